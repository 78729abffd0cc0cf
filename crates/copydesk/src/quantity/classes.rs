//! What news counts, sorted by what may be compared with what: the dead with the dead, jobs with posts.

use std::sync::LazyLock;

use super::galley::Tongue;
use super::lexicon::Lexicon;

/// What sort of thing is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    Dead,
    Wounded,
    Missing,
    /// Victims, without saying whether dead or hurt.
    Victims,
    /// Evacuated, displaced, refugees, sheltered.
    Displaced,
    Arrested,
    /// Detained, hostages, prisoners.
    Detained,
    Jobs,
    Money,
    Votes,
    Homes,
    /// People of any sort; the head keeps the sort.
    People,
    Other,
}

impl Class {
    /// Says what happened to people, where `People` only says that there were some.
    pub fn is_fate(self) -> bool {
        matches!(
            self,
            Self::Dead | Self::Wounded | Self::Missing | Self::Victims | Self::Displaced | Self::Arrested | Self::Detained
        )
    }
}

static FRENCH: LazyLock<Lexicon<Class>> = LazyLock::new(|| Lexicon::of(FRENCH_ROWS));
static ENGLISH: LazyLock<Lexicon<Class>> = LazyLock::new(|| Lexicon::of(ENGLISH_ROWS));

/// The class of a head word in the singular.
pub(super) fn class_of(tongue: Tongue, head: &str) -> Option<Class> {
    match tongue {
        Tongue::French => FRENCH.get(head),
        Tongue::English => ENGLISH.get(head),
    }
}

const FRENCH_ROWS: &[(Class, &str)] = &[
    (
        Class::Dead,
        "mort morte tue tuee deces decede decedee cadavre corps depouille noye noyee",
    ),
    (Class::Wounded, "blesse blessee"),
    (Class::Missing, "disparu disparue"),
    (Class::Victims, "victime"),
    (
        Class::Displaced,
        "evacue evacuee deplace deplacee refugie refugiee sinistre sinistree exile exilee rapatrie rapatriee sans-abri relogee reloge",
    ),
    (Class::Arrested, "arrestation interpellation interpelle interpellee arrete arretee"),
    (
        Class::Detained,
        "detenu detenue otage prisonnier prisonniere captif incarcere incarceree",
    ),
    (Class::Jobs, "emploi poste job embauche recrutement"),
    (Class::Votes, "voix suffrage vote bulletin"),
    (Class::Homes, "logement maison foyer habitation appartement domicile"),
    (Class::People, FRENCH_PEOPLE),
];

const FRENCH_PEOPLE: &str = "\
    personne chef caporal adjudant sergent lieutenant capitaine colonel commandant brigadier legionnaire \
    individu diplomate contribuable dirigeant responsable locuteur francophone braqueur voleur orpailleur ado trentenaire \
    quadragenaire quinquagenaire sexagenaire octogenaire ressortissante mari epouse epoux neveu niece cousin \
    tibetain polonais egyptien libanais tchetchene kurde grec roumain portugais suedois canadien quebecois habitant habitante civil civile manifestant manifestante soldat soldate enfant homme femme passager passagere militaire \
    policier policiere gendarme touriste etudiant etudiante eleve lyceen lyceenne collegien collegienne salarie salariee employe employee \
    ouvrier ouvriere agent fonctionnaire electeur electrice inscrit votant citoyen citoyenne migrant migrante immigre immigree \
    ressortissant ressortissante combattant combattante rebelle insurge jihadiste djihadiste terroriste assaillant suspect survivant \
    survivante rescape rescapee pompier sapeur-pompier journaliste medecin patient patiente malade infirmier infirmiere enseignant \
    enseignante professeur adolescent adolescente mineur mineure garcon fille fillette fils bebe nourrisson adulte jeune famille frere \
    soeur pere mere parent membre depute deputee senateur senatrice elu elue maire ministre candidat candidate delegue participant \
    participante spectateur spectatrice supporteur supporter visiteur visiteuse joueur joueuse athlete sportif coureur cycliste pilote \
    marin pecheur agriculteur eleveur conducteur chauffeur automobiliste motard pieton riverain resident residente locataire \
    client cliente abonne abonnee utilisateur internaute usager chomeur chomeuse retraite retraitee travailleur travailleuse volontaire \
    benevole secouriste sauveteur adherent militant militante opposant opposante activiste greviste requerant demandeur beneficiaire \
    equipier astronaute cosmonaute chercheur scientifique expert juge avocat magistrat temoin accuse prevenu condamne casque reserviste \
    officier general homme-grenouille skieur alpiniste randonneur festivalier pelerin fidele chretien musulman juif villageois \
    francais europeen americain armenien syrien palestinien israelien russe ukrainien britannique allemand italien espagnol chinois \
    japonais turc afghan irakien iranien libyen tunisien algerien marocain belge suisse malien nigerian";

const ENGLISH_ROWS: &[(Class, &str)] = &[
    (Class::Dead, "dead death killed fatality body"),
    (Class::Wounded, "injured wounded injury hurt"),
    (Class::Missing, "missing disappeared"),
    (Class::Victims, "victim casualty"),
    (Class::Displaced, "displaced evacuated evacuee refugee homeless"),
    (Class::Arrested, "arrest arrested"),
    (Class::Detained, "detained detainee hostage prisoner inmate captive"),
    (Class::Jobs, "job post position"),
    (Class::Votes, "vote ballot"),
    (Class::Homes, "home house household dwelling flat apartment"),
    (Class::People, ENGLISH_PEOPLE),
];

const ENGLISH_PEOPLE: &str = "\
    person people civilian protester demonstrator soldier child man woman passenger officer policeman police troop tourist student pupil \
    resident inhabitant citizen voter worker employee staff migrant immigrant asylum-seeker national fighter rebel insurgent militant \
    terrorist gunman attacker suspect survivor firefighter journalist doctor patient nurse teacher teenager boy girl baby adult family \
    member lawmaker senator minister candidate participant spectator fan supporter visitor player athlete pilot sailor fisherman farmer \
    driver motorist pedestrian cyclist customer subscriber user pensioner volunteer rescuer activist guard crew miner pilgrim villager \
    armenian syrian palestinian israeli russian ukrainian american european briton german italian iraqi iranian";
