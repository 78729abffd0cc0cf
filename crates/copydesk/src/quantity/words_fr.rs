//! The words French counts with.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use super::number::Part::{self, Collective, Demi, Fraction, Great, Hundred, Small, Ten, Thousand};

pub(super) static NUMERALS: LazyLock<Lexicon<Part>> = LazyLock::new(|| Lexicon::of(ROWS));

const ROWS: &[(Part, &str)] = &[
    (Small(0), "zero"),
    (Small(1), "un une"),
    (Small(2), "deux"),
    (Small(3), "trois"),
    (Small(4), "quatre"),
    (Small(5), "cinq"),
    (Small(6), "six"),
    (Small(7), "sept"),
    (Small(8), "huit"),
    (Small(9), "neuf"),
    (Small(10), "dix"),
    (Small(11), "onze"),
    (Small(12), "douze"),
    (Small(13), "treize"),
    (Small(14), "quatorze"),
    (Small(15), "quinze"),
    (Small(16), "seize"),
    (Ten(20), "vingt vingts"),
    (Ten(30), "trente"),
    (Ten(40), "quarante"),
    (Ten(50), "cinquante"),
    (Ten(60), "soixante"),
    (Ten(70), "septante"),
    (Ten(80), "huitante octante"),
    (Ten(90), "nonante"),
    (Hundred, "cent cents"),
    (Thousand, "mille"),
    (Great(6), "million millions"),
    (Great(9), "milliard milliards"),
    (Great(12), "billion billions"),
    (Great(15), "billiard billiards"),
    (Great(18), "trillion trillions"),
    (Collective(10), "dizaine dizaines"),
    (Collective(12), "douzaine douzaines"),
    (Collective(15), "quinzaine quinzaines"),
    (Collective(20), "vingtaine vingtaines"),
    (Collective(30), "trentaine trentaines"),
    (Collective(40), "quarantaine quarantaines"),
    (Collective(50), "cinquantaine cinquantaines"),
    (Collective(60), "soixantaine soixantaines"),
    (Collective(100), "centaine centaines"),
    (Collective(1000), "millier milliers"),
    (Demi, "demi demie demis"),
    (Fraction(2), "moitie moities"),
    (Fraction(3), "tiers"),
    (Fraction(4), "quart quarts quatrieme quatriemes"),
    (Fraction(5), "cinquieme cinquiemes"),
    (Fraction(6), "sixieme sixiemes"),
    (Fraction(7), "septieme septiemes"),
    (Fraction(8), "huitieme huitiemes"),
    (Fraction(9), "neuvieme neuviemes"),
    (Fraction(10), "dixieme dixiemes"),
    (Fraction(20), "vingtieme vingtiemes"),
    (Fraction(100), "centieme centiemes"),
    (Fraction(1000), "millieme milliemes"),
];

/// Words that never name what is counted: they end the reading after a number.
pub(super) const STOPS: &str = "\
    a afin ai ailleurs ainsi alors apparemment apres assez au aucun aucune aujourd' aupres auparavant aussi autant autour aux avaient \
    avait avant avec avez avoir avons ayant bas beaucoup bien c' car ce ceci cela celle celles celui cependant ces cet cette ceux chacun \
    chaque chez ci comme comment compris contre cote d' dans de dedans dehors deja depuis des desormais dessous dessus devant \
    devrait devraient doit doivent donc dont du durant elle elles en encore enfin ensuite entre environ es est et etaient etait etant \
    ete etes etre eu eux face faut finalement fois fut furent grace gmt hier hors ici il ils j' jamais je jusqu' jusque l' la laquelle le lequel \
    les lesquelles lesquels leur leurs loin lors lorsqu' lorsque lui m' ma maintenant mais mal malgre me meme memes mes mieux mis mises moi \
    moins mon n' ne nos notamment notre nous nouveau nul on ont or ou outre par parfois parmi partout pas pendant permis peu peut \
    peuvent plus plusieurs pour pourrait pourraient pourquoi pourtant presque pres pris prises promis proche puis puisque qu' quand quant que quelques \
    quelqu' qui quoi repris s' sa sans sauf se seconde selon semble sera serait seraient seront ses si sien soit soient sommes son sont sous \
    souvent soumis suis sur surtout t' ta tandis tant tard tel telle telles tels tes toi ton toujours tous tout toute toutefois toutes tres trop \
    tu tue tuent utc va vers via voici voila vos votre vous vs y etc versus soudain transmis remis acquis admis commis parvenus venus issus \
    fait font faire aient ait aura auraient aurait auront avons";

/// What stands before a noun without being it.
pub(super) const BEFORE_NOUN: &str = "\
    autre autres nouveaux nouvelles nouveau nouvelle jeunes jeune petits petites grands grandes derniers dernieres premier premiere premiers premieres dernier derniere \
    principaux principales vieux vieilles anciens anciennes seuls seules simples bons bonnes longs longues gros grosses hauts hautes \
    mauvais differents differentes divers diverses precieux precieuses prochains prochaines meilleurs meilleures bonne petit petite grand \
    grande seul seule ex faux fausses";

pub(super) const MONTHS: &str = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre \
    janv fev fevr avr juil sept oct nov dec vendemiaire brumaire thermidor";
pub(super) const WEEKDAYS: &str = "lundi mardi mercredi jeudi vendredi samedi dimanche";

/// What announces a year.
pub(super) const BEFORE_YEAR: &str = "\
    en de depuis fin debut mi des avant apres annee annees jusqu' jusque printemps ete automne hiver saison edition an vers d' du l'annee courant \
    mondial euro jeux elections presidentielle presidentielles legislatives rentree millesime exercice promotion jo cote des";

/// A bare number after one of these is a label, not a count.
pub(super) const LABELS: &str = "\
    article articles art page pages p chapitre chapitres alinea alineas loi lois decret decrets resolution resolutions directive reglement \
    numero numeros no nº vol vols ligne lignes canal chaine route autoroute tome tomes volume section sections paragraphe annexe annexes \
    niveau categorie phase etape version saison episode acte bloc reacteur tir porte salle chambre quai zone type titre point \
    top figure tableau departement arrondissement gare hall terminal voie batiment appartement lot parcelle dossier affaire \
    dispositif plan force formule groupe serie modele division ligue cat classe generation chapelle annees photo siege stand \
    proposition amendement mission expedition secteur district circonscription bp cs cedex psaume verset livre dimension";

/// Streets: the number before one is an address.
pub(super) const STREETS: &str = "\
    rue avenue av bd boulevard place quai chemin impasse allee allees route square cours faubourg passage villa voie bis ter quater";

pub(super) const BEFORE_CLOCK: &str = "a vers des avant jusqu' jusque depuis entre pour partir";
pub(super) const AFTER_CLOCK: &str = "gmt utc tu locale locales cet cest edt est et pst bst msk";
