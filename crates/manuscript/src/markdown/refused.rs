//! Why a manuscript cannot be read: every sentence of it, in each language of the house.

use crate::address::AddressRefused;
use crate::figure::FigureRefused;
use crate::refusal::{Refusal, Said};
use crate::refusals;
use crate::settled::{Reason, Unsettled};
use crate::unfit::Unfit;

refusals! {
    /// Why a manuscript cannot be read.
    #[derive(Debug)]
    pub(crate) enum ManuscriptRefused [
        Address(AddressRefused),
        Figure(FigureRefused),
        Settling(Reason),
        Unsettled(Unsettled),
        Unfit(Unfit),
        UnfitName(UnfitName),
    ] {
        Nul:
            "the file holds a NUL character; it may not be a text file"
            / "le fichier contient un caractère NUL ; ce n’est peut-être pas un fichier de texte",
        AnotherHead(form: String):
            "the head is written in another form ({form}) and nothing of it would be heard, not even `draft`: write it in YAML, between a first line `---` and a second one"
            / "l’en-tête est écrit dans une autre forme ({form}) et rien n’en serait entendu, pas même `draft` : écrivez-le en YAML, entre une première ligne `---` et une seconde",
        OpenHead:
            "the front matter is not closed: a second line `---` is missing"
            / "l’en-tête n’est pas fermé : il manque une seconde ligne `---`",
        NoFields:
            "the front matter holds no `key: value`; a line `---` at the very beginning opens a front matter"
            / "l’en-tête ne contient pas de `clé: valeur` ; une ligne `---` au tout début ouvre un en-tête",
        Yaml(why: String):
            "{why}"
            / "l’en-tête ne se lit pas : {why}",
        KeptBack(why: String):
            "{why}; what is kept back from readers says `draft: true`"
            / "l’en-tête ne se lit pas : {why} ; ce que les lecteurs n’ont pas encore le dit par `draft: true`",
        OurWord(why: String, ours: String):
            "{why}; the paper's word is `{ours}`"
            / "l’en-tête ne se lit pas : {why} ; le mot du journal est `{ours}`",
        Signature:
            "a signature is a name, or `{{name: …, role: …}}`, or `{{agency: …}}`"
            / "une signature est un nom, ou `{{name: …, role: …}}`, ou `{{agency: …}}`",
        SourceCredit:
            "a source credit is a name, or `{{name: …, address: …}}`"
            / "un crédit de source est un nom, ou `{{name: …, address: …}}`",
        FocalPair:
            "a focal point is two numbers from 0 to 100, as in `[40, 60]`"
            / "un point focal est deux nombres de 0 à 100, comme `[40, 60]`",
        Taken:
            "`taken` is a day, a month or a year, as in `2019-06-02`"
            / "`taken` est un jour, un mois ou une année, comme `2019-06-02`",
        NoList:
            "a list belongs here, as in `[one, two]`"
            / "il faut une liste ici, comme `[un, deux]`",
        NoWholeNumber:
            "a whole number belongs here, zero or more"
            / "il faut un nombre entier ici, zéro ou plus",
        KeyTwice:
            "this key stands here twice; keep one of them"
            / "cette clé est deux fois ici ; gardez-en une",
        NoUuid:
            "`id` is a UUID; leave it out if there is none"
            / "`id` est un UUID ; ne l’écrivez pas s’il n’y en a pas",
        NoDate:
            "this is no date; write `2026-11-22 18:05`, or `2026-11-22T18:05:00+01:00`"
            / "ce n’est pas une date ; écrivez `2026-11-22 18:05`, ou `2026-11-22T18:05:00+01:00`",
        TwiceOrNever:
            "on that day the clocks change and this time comes twice or never; write it with its offset, as in `2026-10-25T02:30:00+01:00`"
            / "ce jour-là on change d’heure, et celle-ci vient deux fois ou jamais ; écrivez-la avec son décalage, comme `2026-10-25T02:30:00+01:00`",
        OutOfRange:
            "this time is out of range"
            / "cette heure est hors de portée",
        NoHeadline:
            "there is no headline: write `headline: …` in the front matter, or begin with a line `# Headline`"
            / "il n’y a pas de titre : écrivez `headline: …` dans l’en-tête, ou commencez par une ligne `# Titre`",
        NoLeadCredit:
            "the lead picture has no credit: write `credit: …`"
            / "la photo d’ouverture n’a pas de crédit : écrivez `credit: …`",
        NoCredit:
            "a picture needs a credit: write `{{credit=\"…\"}}` after it"
            / "une photo a besoin d’un crédit : écrivez `{{credit=\"…\"}}` derrière elle",
        NoCreditInMarkup:
            "a picture needs a credit: write it in its tag, as in `<img src=\"…\" credit=\"…\">`"
            / "une photo a besoin d’un crédit : écrivez-le dans sa balise, comme `<img src=\"…\" credit=\"…\">`",
        NoFocalPoint(text: String):
            "`{text}` is no focal point; write two numbers from 0 to 100, as in `40,60`"
            / "`{text}` n’est pas un point focal ; écrivez deux nombres de 0 à 100, comme `40,60`",
        NoDuration(text: String):
            "`{text}` is no duration; write whole seconds, as in `183`"
            / "`{text}` n’est pas une durée ; écrivez des secondes entières, comme `183`",
        NoPages(text: String):
            "`{text}` is no number of pages; write a whole number, as in `48`"
            / "`{text}` n’est pas un nombre de pages ; écrivez un nombre entier, comme `48`",
        NoChapter(text: String):
            "`{text}` is no chapter; write when it begins and its title, as in `1:04 The bell`, with `;` between two"
            / "`{text}` n’est pas un chapitre ; écrivez quand il commence et son titre, comme `1:04 La cloche`, avec `;` entre deux",
        ChapterOrder(chapter: String):
            "the chapter `{chapter}` does not begin after the one before"
            / "le chapitre `{chapter}` ne commence pas après le précédent",
        ChapterPastEnd(chapter: String):
            "the chapter `{chapter}` begins after the end of the recording"
            / "le chapitre `{chapter}` commence après la fin de l’enregistrement",
        Needs(of: String, name: String):
            "`{of}` needs `{name}=\"…\"`"
            / "`{of}` a besoin de `{name}=\"…\"`",
        EntryNeedsWhen:
            "`:::entry` needs `when=\"…\"`"
            / "`:::entry` a besoin de `when=\"…\"`",
        OpenAttributes:
            "the attributes are not closed: a `}}` is missing"
            / "les attributs ne sont pas fermés : il manque un `}}`",
        NoAttributes(of: String, name: String):
            "`{of}` takes no attributes, `{name}` is one"
            / "`{of}` ne prend pas d’attributs, `{name}` en est un",
        UnknownAttribute(of: String, name: String, known: String):
            "`{of}` has no attribute `{name}`, or it has no value; it takes: {known}"
            / "`{of}` n’a pas d’attribut `{name}`, ou il est sans valeur ; il prend : {known}",
        NoPair(found: String):
            "an attribute is a name and a value, as in `credit=\"…\"`; found `{found}`"
            / "un attribut est un nom et une valeur, comme `credit=\"…\"` ; ici `{found}`",
        LongValue:
            "a value without quotation marks is too long; put them around it"
            / "une valeur sans guillemets est trop longue ; mettez-en autour",
        OpenQuotationMark:
            "a quotation mark is opened and never closed"
            / "un guillemet est ouvert et jamais fermé",
        NoLanguage(tag: String):
            "`{tag}` is not a language tag; write `fr`, `en` or, with a country, `fr-CA`"
            / "`{tag}` n’est pas un code de langue ; écrivez `fr`, `en` ou, avec un pays, `fr-CA`",
        NotOnTheList(word: String, known: String):
            "`{word}` is not one of: {known}"
            / "`{word}` n’est aucun de : {known}",
        OnlyRunningText:
            "only running text may stand here"
            / "seul du texte courant a sa place ici",
        NoBlocksInText:
            "only running text may stand here: no list, heading, table or picture"
            / "seul du texte courant a sa place ici : ni liste, ni intertitre, ni tableau, ni photo",
        NoPictureHere:
            "a picture cannot stand here; put it on a line of its own"
            / "une photo n’a pas sa place ici ; mettez-la sur une ligne à elle",
        OpenComment:
            "this comment is never closed, and would take the rest of the text with it: write `-->` where it ends, or `\\<!--` if it is text"
            / "ce commentaire n’est jamais fermé et emporterait le reste du texte : écrivez `-->` où il finit, ou `\\<!--` si c’est du texte",
        TooDeep:
            "blocks stand in each other more than twelve deep; take some of them apart"
            / "des blocs sont les uns dans les autres sur plus de douze niveaux ; séparez-en",
        ClosesNothing:
            "this `:::` closes nothing; write `\\:::` if the colons are text"
            / "ce `:::` ne ferme rien ; écrivez `\\:::` si les deux-points sont du texte",
        OpenDirective:
            "this directive is not closed: a line `:::` is missing"
            / "cette directive n’est pas fermée : il manque une ligne `:::`",
        NoDirective(name: String, known: String):
            "`:::{name}` is no directive; known: {known}"
            / "`:::{name}` n’est pas une directive ; il y a : {known}",
        NoInterview:
            "`:::interview` holds a question (its first paragraph) and an answer (what follows)"
            / "`:::interview` contient une question (son premier paragraphe) et une réponse (ce qui suit)",
        OnlyPictures:
            "a gallery holds pictures only"
            / "une galerie ne contient que des photos",
        OneTable:
            "`:::table` holds one table and nothing else"
            / "`:::table` contient un tableau et rien d’autre",
        OneCode:
            "`:::code` holds one fenced block of code and nothing else"
            / "`:::code` contient un bloc de code entre clôtures et rien d’autre",
        NoColumn(word: String):
            "`{word}` is no column; write none, left, center or right"
            / "`{word}` n’est pas une colonne ; écrivez none, left, center ou right",
        NoStart:
            "`start` is a whole number"
            / "`start` est un nombre entier",
        NoSpan(name: String):
            "`{name}` is a whole number from 1 to 100"
            / "`{name}` est un nombre entier de 1 à 100",
        OnlyParts(part: String):
            "only `:::{part}` may stand here"
            / "seul `:::{part}` a sa place ici",
        OnlyPartsNot(part: String, head: String):
            "only `:::{part}` may stand here, found `:::{head}`"
            / "seul `:::{part}` a sa place ici, il y a `:::{head}`",
    }
}

/// A name in the front matter that holds what may stand nowhere.
#[derive(Debug, thiserror::Error)]
#[error("`{key}`: {unfit}")]
pub(crate) struct UnfitName {
    pub(super) key: &'static str,
    pub(super) unfit: Unfit,
}

impl Refusal for UnfitName {
    fn said(&self) -> Said {
        let said = self.unfit.said();
        Said::new(format!("`{}` : {}", self.key, said.fr), format!("`{}`: {}", self.key, said.en))
    }

    fn code(&self) -> String {
        self.unfit.code()
    }

    fn field(&self) -> Option<String> {
        Some(self.key.to_owned())
    }

    fn codes() -> Vec<String> {
        Unfit::codes()
    }
}

/// What a reading that may be refused answers.
pub(super) type Read<T> = Result<T, ManuscriptRefused>;
