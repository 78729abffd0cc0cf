//! What may be wrong in a theme, and where.

use manuscript::refusals;

refusals! {
    /// What is wrong in a theme.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Fault [] {
        NotUsed(known: String):
            "no page uses this file; a theme may hold {known}"
            / "aucune page n’utilise ce fichier ; un thème peut contenir {known}",
        Unreadable(error: String):
            "this file cannot be read: {error}"
            / "ce fichier ne peut pas être lu : {error}",
        NoFile:
            "this is a link, a pipe or a device; a theme’s files stand in its folder themselves"
            / "c’est un lien, un tube ou un périphérique ; les fichiers d’un thème sont eux-mêmes dans son dossier",
        Template(said: String):
            "the page cannot be made: {said}"
            / "la page ne peut pas être faite : {said}",
        Message(name: String):
            "there is no message `{name}`; the shipped ones are in the program’s `fr.ftl` and `en.ftl`, and a theme’s may only replace them"
            / "il n’y a pas de message « {name} » ; les messages livrés sont dans les `fr.ftl` et `en.ftl` du programme, et ceux d’un thème ne font que les remplacer",
        NoMessage:
            "this is no message; write `name = text`, and further lines of it with a space before them"
            / "ce n’est pas un message ; écrivez `nom = texte`, et ses lignes suivantes avec une espace devant",
        Argument(message: String, argument: String):
            "the message `{message}` is never given `{argument}`"
            / "le message « {message} » ne reçoit jamais `{argument}`",
        AddressInMessage(address: String):
            "`{address}` leads to another site, and messages are words alone; a link that readers may follow belongs into a template"
            / "`{address}` mène à un autre site, et les messages ne sont que des mots ; un lien que les lecteurs peuvent suivre va dans un gabarit",
        Inline(what: String):
            "`{what}` stands in the page, where browsers are told to ignore it; styles belong into `filet.css`, and pages have no scripts of their own"
            / "`{what}` est dans la page, où les navigateurs ont l’ordre de l’ignorer ; les styles vont dans `filet.css`, et les pages n’ont pas de script à elles",
        Stranger(address: String):
            "`{address}` would be loaded from another site; a page loads nothing from strangers"
            / "`{address}` serait chargé d’un autre site ; une page ne charge rien chez des tiers",
        Import(address: String):
            "`@import` fetches a further style sheet, `{address}`; a theme has one, `filet.css`, and pages load nothing from strangers"
            / "`@import` va chercher une autre feuille de style, `{address}` ; un thème n’en a qu’une, `filet.css`, et les pages ne chargent rien chez des tiers",
        ColourPair(name: String, colour: String, ground: String, contrast: String):
            "the ink `{name}`, {colour}, cannot be read on {ground}: the contrast is {contrast} to 1, and text needs 4.5"
            / "l’encre « {name} », {colour}, ne se lit pas sur {ground} : le contraste est de {contrast} pour 1, et un texte en demande 4,5",
        Unweighed(name: String, value: String):
            "nobody can tell whether the ink `{name}` can be read: `{value}` is none of the ways to write a colour that are weighed here; write `#1b4d9b`, `rgb(27 77 155)`, `black`, `white` or `light-dark(#1b4d9b, #94b8ff)`"
            / "nul ne peut dire si l’encre « {name} » se lit : « {value} » n’est pas une des façons d’écrire une couleur qui sont pesées ici ; écrivez `#1b4d9b`, `rgb(27 77 155)`, `black`, `white` ou `light-dark(#1b4d9b, #94b8ff)`",
    }
}

/// A fault and where it stands. Lines begin at 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub file: String,
    pub line: usize,
    pub fault: Fault,
}

/// A fault of one file, at its line.
pub(super) type At = (usize, Fault);

/// The line on which a byte of a text stands.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}
