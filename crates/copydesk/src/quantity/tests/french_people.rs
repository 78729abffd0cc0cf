//! Who and what is counted in French: the dead, the wounded, crowds, jobs, votes, and parts of a whole.

use super::all_read_as;
use crate::quantity::Tongue;

#[test]
fn people_and_things_are_counted_in_french() {
    all_read_as(Tongue::French, COPY);
}

const COPY: &[(&str, &str)] = &[
    ("29 morts", "29 ⟨29 morts⟩ Exact Dead:mort"),
    ("au moins 29 morts", "29 ⟨au moins 29 morts⟩ AtLeast Dead:mort"),
    (
        "Le séisme a fait au moins 29 morts et plus de 200 blessés.",
        "29 ⟨au moins 29 morts⟩ AtLeast Dead:mort | 200 ⟨plus de 200 blessés⟩ MoreThan Wounded:blesse",
    ),
    ("29 personnes ont été tuées", "29 ⟨29 personnes⟩ Exact Dead:personne"),
    ("29 personnes sont mortes dans l’incendie", "29 ⟨29 personnes⟩ Exact Dead:personne"),
    (
        "Une attaque a eu lieu, tuant 29 personnes.",
        "29 ⟨29 personnes⟩ Exact Dead:personne",
    ),
    ("L’armée a tué 29 civils dans la nuit.", "29 ⟨29 civils⟩ Exact Dead:civil"),
    ("La mort de 29 personnes a été confirmée.", "29 ⟨29 personnes⟩ Exact Dead:personne"),
    ("L’accident a coûté la vie à 12 passagers.", "12 ⟨12 passagers⟩ Exact Dead:passager"),
    (
        "Quinze personnes ont péri et une trentaine ont été blessées.",
        "15 ⟨Quinze personnes⟩ Exact Dead:personne | 30 ⟨une trentaine⟩ About Wounded:personne~",
    ),
    (
        "Le bilan s’élève à 29 morts et 200 blessés, dont 10 graves.",
        "29 ⟨29 morts⟩ Exact Dead:mort | 200 ⟨200 blessés⟩ Exact Wounded:blesse | 10 ⟨10 graves⟩ Exact Wounded:blesse+grave~ of#1",
    ),
    (
        "29 morts, dont 3 enfants, et 200 blessés",
        "29 ⟨29 morts⟩ Exact Dead:mort | 3 ⟨3 enfants⟩ Exact People:enfant of#0 | 200 ⟨200 blessés⟩ Exact Wounded:blesse",
    ),
    (
        "29 morts, parmi lesquels dix femmes et trois enfants",
        "29 ⟨29 morts⟩ Exact Dead:mort | 10 ⟨dix femmes⟩ Exact People:femme of#0 | 3 ⟨trois enfants⟩ Exact People:enfant of#0",
    ),
    (
        "200 blessés, dont une dizaine grièvement",
        "200 ⟨200 blessés⟩ Exact Wounded:blesse | 10 ⟨une dizaine⟩ About Wounded:blesse~ of#0",
    ),
    (
        "Douze personnes, dont trois enfants, ont été tuées.",
        "12 ⟨Douze personnes⟩ Exact Dead:personne | 3 ⟨trois enfants⟩ Exact People:enfant of#0",
    ),
    (
        "Le bilan est passé de 29 à 31 morts.",
        "29 ⟨29⟩ Exact Dead:mort~ | 31 ⟨31 morts⟩ Exact Dead:mort",
    ),
    (
        "Un mort et trois blessés dans un accident",
        "1 ⟨Un mort⟩ Exact Dead:mort | 3 ⟨trois blessés⟩ Exact Wounded:blesse",
    ),
    (
        "Une personne a été tuée et deux autres ont été blessées.",
        "1 ⟨Une personne⟩ Exact Dead:personne | 2 ⟨deux autres⟩ Exact Wounded:personne~",
    ),
    ("L’explosion a fait un mort.", "1 ⟨un mort⟩ Exact Dead:mort"),
    ("Aucun mort n’est à déplorer.", "0 ⟨Aucun mort⟩ Exact Dead:mort"),
    ("L’incendie n’a fait aucune victime.", "0 ⟨aucune victime⟩ Exact Victims:victime"),
    ("Il n’y a pas de blessé.", "0 ⟨pas de blessé⟩ Exact Wounded:blesse"),
    ("cinq personnes sont portées disparues", "5 ⟨cinq personnes⟩ Exact Missing:personne"),
    ("12 disparus", "12 ⟨12 disparus⟩ Exact Missing:disparu"),
    (
        "Plus de 120 000 Arméniens ont fui le Haut-Karabakh.",
        "120000 ⟨Plus de 120 000 Arméniens⟩ MoreThan People:armenien",
    ),
    ("120.000 civils", "120000 ⟨120.000 civils⟩ Exact People:civil"),
    ("120 000 habitants", "120000 ⟨120 000 habitants⟩ Exact People:habitant"),
    (
        "120 000 civils vivaient dans l’enclave.",
        "120000 ⟨120 000 civils⟩ Exact People:civil",
    ),
    (
        "300 manifestants ont affronté la police, qui a tué 3 personnes.",
        "300 ⟨300 manifestants⟩ Exact People:manifestant | 3 ⟨3 personnes⟩ Exact Dead:personne",
    ),
    (
        "300 manifestants ont défilé et 3 policiers ont été blessés",
        "300 ⟨300 manifestants⟩ Exact People:manifestant | 3 ⟨3 policiers⟩ Exact Wounded:policier",
    ),
    ("La police a arrêté 12 suspects.", "12 ⟨12 suspects⟩ Exact Arrested:suspect"),
    ("45 personnes ont été interpellées", "45 ⟨45 personnes⟩ Exact Arrested:personne"),
    (
        "deux soldats français tués",
        "2 ⟨deux soldats français tués⟩ Exact Dead:soldat+francais+tue",
    ),
    ("12 otages sont toujours détenus", "12 ⟨12 otages⟩ Exact Detained:otage"),
    (
        "Quelque 300 habitants ont été évacués.",
        "300 ⟨Quelque 300 habitants⟩ About Displaced:habitant",
    ),
    ("1 500 réfugiés", "1500 ⟨1 500 réfugiés⟩ Exact Displaced:refugie"),
    ("2 000 déplacés", "2000 ⟨2 000 déplacés⟩ Exact Displaced:deplace"),
    ("le groupe supprime 8 000 emplois", "8000 ⟨8 000 emplois⟩ Exact Jobs:emploi"),
    (
        "moins de 8 000 postes seront supprimés en France",
        "8000 ⟨moins de 8 000 postes⟩ LessThan Jobs:poste",
    ),
    ("520 postes", "520 ⟨520 postes⟩ Exact Jobs:poste"),
    ("environ 520 postes", "520 ⟨environ 520 postes⟩ About Jobs:poste"),
    ("une dizaine de blessés", "10 ⟨une dizaine de blessés⟩ About Wounded:blesse"),
    (
        "une bonne centaine de manifestants",
        "100 ⟨une bonne centaine de manifestants⟩ About People:manifestant",
    ),
    (
        "près d’une centaine de personnes",
        "100 ⟨près d’une centaine de personnes⟩ Nearly People:personne",
    ),
    ("des dizaines de morts", "20..99 ⟨des dizaines de morts⟩ Vague Dead:mort"),
    (
        "des centaines de milliers de déplacés",
        "200000..999999 ⟨des centaines de milliers de déplacés⟩ Vague Displaced:deplace",
    ),
    (
        "plusieurs milliers de manifestants",
        "2000..9999 ⟨plusieurs milliers de manifestants⟩ Vague People:manifestant",
    ),
    (
        "quelques dizaines de policiers",
        "20..99 ⟨quelques dizaines de policiers⟩ Vague People:policier",
    ),
    ("un millier de personnes", "1000 ⟨un millier de personnes⟩ About People:personne"),
    (
        "plus d’un millier de salariés",
        "1000 ⟨plus d’un millier de salariés⟩ MoreThan People:salarie",
    ),
    ("deux douzaines d’œufs", "24 ⟨deux douzaines d’œufs⟩ About Other:oeuf"),
    ("un million d’habitants", "1000000 ⟨un million d’habitants⟩ Exact People:habitant"),
    (
        "un demi-million de signatures",
        "500000 ⟨un demi-million de signatures⟩ Exact Other:signature",
    ),
    (
        "un million et demi de personnes",
        "1500000 ⟨un million et demi de personnes⟩ Exact People:personne",
    ),
    (
        "entre 20 et 30 personnes",
        "20..30 ⟨entre 20 et 30 personnes⟩ Range People:personne",
    ),
    ("20 à 30 personnes", "20..30 ⟨20 à 30 personnes⟩ Range People:personne"),
    (
        "trois ou quatre personnes",
        "3..4 ⟨trois ou quatre personnes⟩ Range People:personne",
    ),
    (
        "entre 1 500 et 2 000 manifestants",
        "1500..2000 ⟨entre 1 500 et 2 000 manifestants⟩ Range People:manifestant",
    ),
    ("10-15 personnes", "10..15 ⟨10-15 personnes⟩ Range People:personne"),
    ("un million de logements", "1000000 ⟨un million de logements⟩ Exact Homes:logement"),
    ("vingt et un députés", "21 ⟨vingt et un députés⟩ Exact People:depute"),
    ("vingt-et-un députés", "21 ⟨vingt-et-un députés⟩ Exact People:depute"),
    (
        "quatre-vingt-dix-neuf sénateurs",
        "99 ⟨quatre-vingt-dix-neuf sénateurs⟩ Exact People:senateur",
    ),
    ("soixante-dix-sept élus", "77 ⟨soixante-dix-sept élus⟩ Exact People:elu"),
    ("septante-cinq communes", "75 ⟨septante-cinq communes⟩ Exact Other:commune"),
    ("nonante députés", "90 ⟨nonante députés⟩ Exact People:depute"),
    (
        "deux cent mille manifestants",
        "200000 ⟨deux cent mille manifestants⟩ Exact People:manifestant",
    ),
    ("mille deux cents salariés", "1200 ⟨mille deux cents salariés⟩ Exact People:salarie"),
    (
        "trois cent quarante-deux voix",
        "342 ⟨trois cent quarante-deux voix⟩ Exact Votes:voix",
    ),
    ("1 234 567 voix", "1234567 ⟨1 234 567 voix⟩ Exact Votes:voix"),
    ("13 millions de voix", "13000000 ⟨13 millions de voix⟩ Exact Votes:voix"),
    (
        "un peu plus de 300 personnes",
        "300 ⟨un peu plus de 300 personnes⟩ MoreThan People:personne",
    ),
    (
        "jusqu’à 12 000 spectateurs",
        "12000 ⟨jusqu’à 12 000 spectateurs⟩ UpTo People:spectateur",
    ),
    ("au maximum 50 personnes", "50 ⟨au maximum 50 personnes⟩ AtMost People:personne"),
    ("pas moins de 40 départs", "40 ⟨pas moins de 40 départs⟩ AtLeast Other:depart"),
    ("pas plus de 10 personnes", "10 ⟨pas plus de 10 personnes⟩ AtMost People:personne"),
    ("300 personnes environ", "300 ⟨300 personnes environ⟩ About People:personne"),
    ("29 morts au moins", "29 ⟨29 morts au moins⟩ AtLeast Dead:mort"),
    ("20 élèves ou plus", "20 ⟨20 élèves ou plus⟩ AtLeast People:eleve"),
    ("à peine 300 personnes", "300 ⟨à peine 300 personnes⟩ Nearly People:personne"),
    (
        "presque 10 millions de francophones",
        "10000000 ⟨presque 10 millions de francophones⟩ Nearly People:francophone",
    ),
    (
        "autour de 400 participants",
        "400 ⟨autour de 400 participants⟩ About People:participant",
    ),
    (
        "moins d’une centaine d’élus",
        "100 ⟨moins d’une centaine d’élus⟩ LessThan People:elu",
    ),
    ("200 maisons détruites", "200 ⟨200 maisons détruites⟩ Exact Homes:maison+detruite"),
    ("trois logements", "3 ⟨trois logements⟩ Exact Homes:logement"),
    ("les 27 pays membres", "27 ⟨27 pays membres⟩ Exact Other:pays+membre"),
    (
        "147 passagers et 6 membres d’équipage",
        "147 ⟨147 passagers⟩ Exact People:passager | 6 ⟨6 membres d’équipage⟩ Exact People:membre+equipage",
    ),
    ("magnitude de 7,2 sur l’échelle de Richter", "7.2 ⟨7,2⟩ Exact"),
    (
        "29 personnes sont mortes et 200 autres ont été blessées.",
        "29 ⟨29 personnes⟩ Exact Dead:personne | 200 ⟨200 autres⟩ Exact Wounded:personne~",
    ),
    (
        "14 morts, dont les 5 assaillants",
        "14 ⟨14 morts⟩ Exact Dead:mort | 5 ⟨5 assaillants⟩ Exact People:assaillant of#0",
    ),
    ("trois jeunes hommes", "3 ⟨trois jeunes hommes⟩ Exact People:homme+jeune"),
    ("dix nouveaux cas", "10 ⟨dix nouveaux cas⟩ Exact Other:cas+nouveau"),
    (
        "sans-abri : 330 sans-abri recensés",
        "330 ⟨330 sans-abri recensés⟩ Exact Displaced:sans-abri+recense",
    ),
    (
        "150 000 à 200 000 personnes",
        "150000..200000 ⟨150 000 à 200 000 personnes⟩ Range People:personne",
    ),
    ("un attentat a tué une femme", "1 ⟨une femme⟩ Exact Dead:femme"),
    (
        "trois d’entre eux ont été blessés",
        "3 ⟨trois d’entre eux⟩ Exact Wounded:personne~ of#?",
    ),
    (
        "Sur les 300 passagers, dix ont été blessés.",
        "300 ⟨300 passagers⟩ Exact People:passager | 10 ⟨dix⟩ Exact Wounded:passager~",
    ),
    (
        "L’attaque a blessé grièvement 4 policiers.",
        "4 ⟨4 policiers⟩ Exact Wounded:policier",
    ),
    ("évacuation de 300 riverains", "300 ⟨300 riverains⟩ Exact Displaced:riverain"),
    ("L’attentat a fait une victime.", "1 ⟨une victime⟩ Exact Victims:victime"),
    ("On déplore un mort.", "1 ⟨un mort⟩ Exact Dead:mort"),
    ("dont 3 à Paris", "3 ⟨3⟩ Exact of#?"),
    ("En 2012, 3 500 personnes ont voté.", "3500 ⟨3 500 personnes⟩ Exact People:personne"),
    ("En 2012 3 500 personnes ont voté.", "3500 ⟨3 500 personnes⟩ Exact People:personne"),
    ("samedi 12 personnes ont été arrêtées", "12 ⟨12 personnes⟩ Exact Arrested:personne"),
    (
        "L’Airbus A330 d’Air France, vol AF447, transportait 228 personnes.",
        "228 ⟨228 personnes⟩ Exact People:personne",
    ),
    (
        "Le vol Rio-Paris AF 447 a disparu avec 228 personnes.",
        "228 ⟨228 personnes⟩ Exact People:personne",
    ),
    ("France 2 diffuse 3 reportages", "3 ⟨3 reportages⟩ Exact Other:reportage"),
    (
        "Air France supprime 2 900 postes d’ici à 2013",
        "2900 ⟨2 900 postes⟩ Exact Jobs:poste",
    ),
    ("les trois enfants, âgés de 3, 5 et 8 ans", "3 ⟨trois enfants⟩ Exact People:enfant"),
    (
        "le suspect, âgé de 23 ans, a tué 7 personnes",
        "7 ⟨7 personnes⟩ Exact Dead:personne",
    ),
    (
        "Mohamed Merah, 23 ans, a tué sept personnes, dont trois enfants.",
        "7 ⟨sept personnes⟩ Exact Dead:personne | 3 ⟨trois enfants⟩ Exact People:enfant of#0",
    ),
    ("10 000 pas", "10000 ⟨10 000⟩ Exact"),
    ("le groupe de 5 députés", "5 ⟨5 députés⟩ Exact People:depute"),
    ("Ils étaient plus de 300 devant la mairie.", "300 ⟨plus de 300⟩ MoreThan"),
    ("selon la police, 300 ; 2 000 selon les organisateurs", "2000 ⟨2 000⟩ Exact"),
    (
        "29 morts, 200 blessés et 15 disparus",
        "29 ⟨29 morts⟩ Exact Dead:mort | 200 ⟨200 blessés⟩ Exact Wounded:blesse | 15 ⟨15 disparus⟩ Exact Missing:disparu",
    ),
    ("un bilan de 29 morts", "29 ⟨29 morts⟩ Exact Dead:mort"),
    ("bilan : 29 morts", "29 ⟨29 morts⟩ Exact Dead:mort"),
    (
        "29 tués et des centaines de blessés",
        "29 ⟨29 tués⟩ Exact Dead:tue | 200..999 ⟨des centaines de blessés⟩ Vague Wounded:blesse",
    ),
    (
        "la barre des 3 millions de chômeurs",
        "3000000 ⟨3 millions de chômeurs⟩ Exact People:chomeur",
    ),
    ("3 millions de chômeurs", "3000000 ⟨3 millions de chômeurs⟩ Exact People:chomeur"),
    ("une demi-douzaine d’hommes", "6 ⟨une demi-douzaine d’hommes⟩ Exact People:homme"),
    ("quatre cents personnes", "400 ⟨quatre cents personnes⟩ Exact People:personne"),
    (
        "5 000 exemplaires vendus",
        "5000 ⟨5 000 exemplaires vendus⟩ Exact Other:exemplaire+vendu",
    ),
    (
        "la Peugeot 208 et 3 autres modèles",
        "3 ⟨3 autres modèles⟩ Exact Other:modele+autre",
    ),
    (
        "le parti compte 150 000 adhérents",
        "150000 ⟨150 000 adhérents⟩ Exact People:adherent",
    ),
    (
        "29000 Quimper compte 63 000 habitants",
        "63000 ⟨63 000 habitants⟩ Exact People:habitant",
    ),
    ("Les évacués, 1 200 au total, sont logés.", "1200 ⟨1 200⟩ Exact"),
    ("1 200 au total", "1200 ⟨1 200⟩ Exact"),
    (
        "Deux hommes et une femme sont morts",
        "2 ⟨Deux hommes⟩ Exact Dead:homme | 1 ⟨une femme⟩ Exact Dead:femme",
    ),
    (
        "huit personnes dont deux enfants sont mortes",
        "8 ⟨huit personnes⟩ Exact Dead:personne | 2 ⟨deux enfants⟩ Exact Dead:enfant of#0",
    ),
    (
        "Huit morts, dont un enfant",
        "8 ⟨Huit morts⟩ Exact Dead:mort | 1 ⟨un enfant⟩ Exact People:enfant of#0",
    ),
    ("Le drame a fait 77 victimes", "77 ⟨77 victimes⟩ Exact Victims:victime"),
    ("soixante et onze députés", "71 ⟨soixante et onze députés⟩ Exact People:depute"),
    ("cent un dalmatiens", "101 ⟨cent un dalmatiens⟩ Exact Other:dalmatien"),
    ("neuf véhicules neufs", "9 ⟨neuf véhicules neufs⟩ Exact Other:vehicule+neuf"),
    ("zéro mort", "0 ⟨zéro mort⟩ Exact Dead:mort"),
    ("0 mort", "0 ⟨0 mort⟩ Exact Dead:mort"),
    (
        "Une soixantaine de personnes ont été arrêtées",
        "60 ⟨Une soixantaine de personnes⟩ About Arrested:personne",
    ),
    ("trois Canadairs", "3 ⟨trois Canadairs⟩ Exact Other:canadair"),
    (
        "entre 500 et 2 000 personnes",
        "500..2000 ⟨entre 500 et 2 000 personnes⟩ Range People:personne",
    ),
];
