//! Words that say that somebody said something: verbs in the forms that news uses, and nouns of sayings and writings.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::passage::Tongue;

/// Stems of French verbs in -er that report, with their everyday endings.
const STEMS: &str = "abond accus affirm ajout alarm alert annon appel argu argument articul assur assèn assén attest avanc avou baptis \
    certifi chant clam comment concèd concéd condamn confess confi confirm conseill considèr considér constat cri critiqu \
    dénonc dénonç déclar déplor détaill développ diagnostiqu dict discern dégain décri désign enchaîn encourag enjoi énonc \
    énumèr énumér espèr espér estim étrill évoqu exclam exhort exig expliqu exprim fustig félicit gliss gronde grond implor \
    indiqu indign inquiét inquièt insist interpell interrog intim intitul invit invoqu ironis jug jur justifi lâch lanc lanç \
    lament livr lou maintien martel martèl menac menaç mentionn murmur ni nomm not nuanc nuanç object observ oppos ordonn \
    pens pest plaid plaisant pointe point poursuiv précis prôn prononc prononç propos protest préconis présent proclam \
    pronostiqu qualifi raconte racont raill rappel rapport rassur réagi réclam recommand rectifi réfut regrett relat relèv \
    relev remarqu remerci réplique répliqu répèt répét reproch résum rétorqu revendiqu révèl révél salu";

/// More of them: the table above keeps to one screen.
const MORE_STEMS: &str = "rappell appell amus emport agac agaç désol étonn enthousiasm navr fulmin grinc grinç philosoph énerv exaspèr exaspér \
    sermonn signal souffl souhait soulign stipul suggèr suggér suppli surnomm témoign tempèr tempér tempêt titr tonn tranch \
    tweet twitt trouv vant vitupèr soupir expos cit log parl récit scand déclam hurl publi post demand rédig";

const ENDINGS: &str = "e es ent é ée és ées a ai ait aient èrent er ant erait eraient ons ez ions iez ce cent cé cer çait ça çant it";

/// Forms of irregular verbs, and prepositions and nouns that attribute.
const FORMS: &str = "sourit sourient rit rient souriait émeut rugit gémit frémit tonnait sourire dit dits dite dites disent disait disaient dira diront dirait disant dire redit dixit selon écrit écrite écrits écrites \
    écrivent écrivait écrivaient écrira écrivant écrire écrivit répond répondent répondu répondait répondre répondra \
    répondant répondit soutient soutiennent soutenu soutenait soutenir prétend prétendent prétendu prétendait défend \
    défendent défendu défendait promet promettent promis promettait prévient préviennent prévenu prévenait avertit \
    avertissent averti avertissait conclut concluent conclu concluait conclure reconnaît reconnait reconnaissent reconnu \
    reconnaissait reconnaître admet admettent admis admettait poursuit poursuivent poursuivi poursuivait reprend reprennent \
    repris reprenait croit croient croyait cru craint craignent craignait décrit décrite décrits décrites décrivent \
    décrivait définit définissent défini dément démentent démenti démentait réagit réagissent réagi réagissait renchérit \
    renchérissent renchéri réjouit réjouissent réjoui réjouissait plaint plaignent plaignait souvient souviennent souvenait \
    souvenu lit lire lisait lu entend entendre entendait entendu entendus sait savoir maintient maintiennent maintenu \
    maintenait répétait propos mots mot déclaration déclarations communiqué communiqués slogan slogans banderole banderoles \
    pancarte pancartes message messages lettre lettres discours texte rapport tribune interview entretien tweets post \
    citation citations expression formule devise inscription phrase témoignage témoignages argument arguments avis yeux voix \
    arrêt jugement article décret loi question réponse appel titre intitulé nom surnom terme termes refrain cri cris aveu \
    parole paroles constat valoir garde prévoit prévoient prévoyait prévoyaient stipule estime dispose voulu";

const ENGLISH: &str = "said says say saying told tells tell telling asked asks added adds adding wrote writes written writing according stated \
    states statement announced announces announcing claimed claims claim claiming explained explains explaining insisted \
    insists argued argues argument warned warns warning replied replies answered answers called calls calling described \
    describes describing tweeted posted post read reads reading shouted chanted slogan banner sign words word phrase speech \
    letter report reported reports quoted quotes quoting noted notes noting admitted admits acknowledged denied denies \
    confirmed confirms concluded concludes recalled recalls remembers remembered declared declares thinks thought believes \
    believed joked testified titled";

/// People who are named by what they are: beside a quotation they are the ones who say it.
const ROLES: &str = "maire ministre président présidente directeur directrice porte-parole préfet préfète procureur procureure avocat avocate \
    voisin voisine voisins riverain riveraine riverains habitant habitante habitants témoin témoins patron patronne député députée sénateur sénatrice \
    secrétaire syndicaliste médecin chercheur chercheuse enseignant enseignante élu élue élus père mère entraîneur capitaine colonel commissaire \
    mayor minister president director spokesman spokeswoman spokesperson prosecutor lawyer neighbour witness resident coach doctor teacher";

type Set = HashSet<&'static str>;

fn stems() -> &'static Set {
    static STEMMED: OnceLock<Set> = OnceLock::new();
    STEMMED.get_or_init(|| STEMS.split(' ').chain(MORE_STEMS.split(' ')).collect())
}

fn forms() -> &'static Set {
    static FORMED: OnceLock<Set> = OnceLock::new();
    FORMED.get_or_init(|| FORMS.split(' ').collect())
}

fn english() -> &'static Set {
    static SET: OnceLock<Set> = OnceLock::new();
    SET.get_or_init(|| ENGLISH.split(' ').collect())
}

fn roles() -> &'static Set {
    static SET: OnceLock<Set> = OnceLock::new();
    SET.get_or_init(|| ROLES.split_ascii_whitespace().collect())
}

/// Whether a word names somebody by what they are.
pub(super) fn is_role(word: &str) -> bool {
    roles().contains(word.to_lowercase().as_str())
}

/// Whether a word says that something was said or written.
pub(super) fn reports(word: &str, tongue: Tongue) -> bool {
    let lower = word.to_lowercase();
    if tongue.is_english() {
        return english().contains(lower.as_str());
    }
    // "déclare-t-il", "dit-elle", "ajoute-t-on"
    let verb = lower.split_once('-').map_or(lower.as_str(), |(verb, _)| verb);
    let is_stem = |ending: &str| verb.strip_suffix(ending).is_some_and(|stem| stems().contains(stem));
    forms().contains(verb) || ENDINGS.split(' ').any(is_stem)
}
