//! Money, shares, lengths, durations and the like in French.

use super::all_read_as;
use crate::quantity::Tongue;

#[test]
fn measures_are_read_in_french() {
    all_read_as(Tongue::French, COPY);
}

const COPY: &[(&str, &str)] = &[
    (
        "plusieurs dizaines de millions d’euros",
        "20000000..99999999 ⟨plusieurs dizaines de millions d’euros⟩ Vague Money(\"EUR\")×1 Money:eur",
    ),
    ("une quinzaine de jours", "15 ⟨une quinzaine de jours⟩ About Duration×86400"),
    (
        "3,5 millions d’euros",
        "3500000 ⟨3,5 millions d’euros⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    (
        "4.5 millions d’euros",
        "4500000 ⟨4.5 millions d’euros⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    ("12 M€", "12000000 ⟨12 M€⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("1,2 Md€", "1200000000 ⟨1,2 Md€⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("300 k€", "300000 ⟨300 k€⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("€12", "12 ⟨€12⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("12 € par mois", "12 ⟨12 €⟩ Exact Money(\"EUR\")×1 Money:eur"),
    (
        "7,2 milliards d’euros d’économies",
        "7200000000 ⟨7,2 milliards d’euros d’économies⟩ Exact Money(\"EUR\")×1 Money:economie",
    ),
    (
        "2 milliards 300 millions d’euros",
        "2300000000 ⟨2 milliards 300 millions d’euros⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    (
        "deux cent mille dollars",
        "200000 ⟨deux cent mille dollars⟩ Exact Money(\"USD\")×1 Money:usd",
    ),
    ("500 francs suisses", "500 ⟨500 francs suisses⟩ Exact Money(\"CHF\")×1 Money:chf"),
    (
        "10 000 livres sterling",
        "10000 ⟨10 000 livres sterling⟩ Exact Money(\"GBP\")×1 Money:gbp",
    ),
    ("de 3 à 5 %", "3..5 ⟨3 à 5 %⟩ Range Share×0.01"),
    ("3-5 %", "3..5 ⟨3-5 %⟩ Range Share×0.01"),
    ("entre 3 % et 5 %", "3..5 ⟨entre 3 % et 5 %⟩ Range Share×0.01"),
    (
        "de 3 à 5 millions d’euros",
        "3000000..5000000 ⟨3 à 5 millions d’euros⟩ Range Money(\"EUR\")×1 Money:eur",
    ),
    ("12 %", "12 ⟨12 %⟩ Exact Share×0.01"),
    ("12%", "12 ⟨12%⟩ Exact Share×0.01"),
    (
        "0,3 point de croissance",
        "0.3 ⟨0,3 point de croissance⟩ Exact Points×1 Other:croissance",
    ),
    (
        "12 pour cent des électeurs",
        "12 ⟨12 pour cent des électeurs⟩ Exact Share×0.01 People:electeur",
    ),
    ("51 % des voix", "51 ⟨51 % des voix⟩ Exact Share×0.01 Votes:voix"),
    (
        "la moitié des habitants",
        "0.5 ⟨la moitié des habitants⟩ Exact Share×1 People:habitant",
    ),
    (
        "plus de la moitié des électeurs",
        "0.5 ⟨plus de la moitié des électeurs⟩ MoreThan Share×1 People:electeur",
    ),
    (
        "deux tiers des députés",
        "0.666666666666667 ⟨deux tiers des députés⟩ Exact Share×1 People:depute",
    ),
    (
        "les deux tiers des députés",
        "0.666666666666667 ⟨deux tiers des députés⟩ Exact Share×1 People:depute",
    ),
    (
        "près du tiers des salariés",
        "0.333333333333333 ⟨près du tiers des salariés⟩ Nearly Share×1 People:salarie",
    ),
    (
        "un quart de la population",
        "0.25 ⟨un quart de la population⟩ Exact Share×1 Other:population",
    ),
    ("trois quarts d’heure", "0.75 ⟨trois quarts d’heure⟩ Exact Duration×3600"),
    (
        "un cinquième des logements",
        "0.2 ⟨un cinquième des logements⟩ Exact Share×1 Homes:logement",
    ),
    ("un Français sur deux", "0.5 ⟨un Français sur deux⟩ Exact Share×1 People:francais"),
    ("un sur trois", "0.333333333333333 ⟨un sur trois⟩ Exact Share×1"),
    ("trois sur quatre", "0.75 ⟨trois sur quatre⟩ Exact Share×1"),
    ("295 km", "295 ⟨295 km⟩ Exact Length×1000"),
    ("295 km de fibre", "295 ⟨295 km de fibre⟩ Exact Length×1000 Other:fibre"),
    ("1 000 m", "1000 ⟨1 000 m⟩ Exact Length×1"),
    ("1 km", "1 ⟨1 km⟩ Exact Length×1000"),
    ("130 km/h", "130 ⟨130 km/h⟩ Exact Speed×1"),
    ("300 kilomètres par heure", "300 ⟨300 kilomètres par heure⟩ Exact Speed×1"),
    ("50 km²", "50 ⟨50 km²⟩ Exact Area×1000000"),
    ("12 000 mètres carrés", "12000 ⟨12 000 mètres carrés⟩ Exact Area×1"),
    ("300 hectares", "300 ⟨300 hectares⟩ Exact Area×10000"),
    ("3 tonnes de cannabis", "3 ⟨3 tonnes de cannabis⟩ Exact Mass×1000 Other:cannabi"),
    ("521 kg de matériel", "521 ⟨521 kg de matériel⟩ Exact Mass×1 Other:materiel"),
    ("2 litres d’eau", "2 ⟨2 litres d’eau⟩ Exact Volume×1 Other:eau"),
    ("20 °C", "20 ⟨20 °C⟩ Exact Celsius×1"),
    ("moins 5 degrés", "-5 ⟨moins 5 degrés⟩ Exact Celsius×1"),
    ("-12 °C", "-12 ⟨-12 °C⟩ Exact Celsius×1"),
    ("18 mois de prison", "18 ⟨18 mois de prison⟩ Exact Duration×2629800 Other:prison"),
    (
        "condamné à 10 ans de prison",
        "10 ⟨10 ans de prison⟩ Exact Duration×31557600 Other:prison",
    ),
    ("deux heures et demie", "2.5 ⟨deux heures et demie⟩ Exact Duration×3600"),
    ("un an et demi", "1.5 ⟨un an et demi⟩ Exact Duration×31557600"),
    ("plus d’un an", "1 ⟨plus d’un an⟩ MoreThan Duration×31557600"),
    ("2 h d’attente", "2 ⟨2 h d’attente⟩ Exact Duration×3600 Other:attente"),
    ("pendant 12 heures", "12 ⟨12 heures⟩ Exact Duration×3600"),
    ("à 2 heures de route", "2 ⟨2 heures de route⟩ Exact Duration×3600 Other:route"),
    ("900 MW", "900 ⟨900 MW⟩ Exact Power×1000000"),
    ("300 GWh", "300 ⟨300 GWh⟩ Exact Energy×1000000000"),
    ("aux alentours de 5 %", "5 ⟨aux alentours de 5 %⟩ About Share×0.01"),
    ("approximativement 60 tonnes", "60 ⟨approximativement 60 tonnes⟩ About Mass×1000"),
    (
        "plus de 1 200 degrés Celsius",
        "1200 ⟨plus de 1 200 degrés Celsius⟩ MoreThan Celsius×1",
    ),
    (
        "40 000 milliards de km",
        "40000000000000 ⟨40 000 milliards de km⟩ Exact Length×1000",
    ),
    (
        "40 % des 3 200 salariés",
        "40 ⟨40 %⟩ Exact Share×0.01 | 3200 ⟨3 200 salariés⟩ Exact People:salarie",
    ),
    (
        "10 millions de dollars canadiens",
        "10000000 ⟨10 millions de dollars canadiens⟩ Exact Money(\"CAD\")×1 Money:cad",
    ),
    (
        "plus des deux tiers des communes",
        "0.666666666666667 ⟨plus des deux tiers des communes⟩ MoreThan Share×1 Other:commune",
    ),
    ("hausse de 2 à 3 %", "2..3 ⟨2 à 3 %⟩ Range Share×0.01"),
    ("passé de 2 à 3 %", "2 ⟨2⟩ Exact Share×0.01 | 3 ⟨3 %⟩ Exact Share×0.01"),
    ("Un Français sur deux", "0.5 ⟨Un Français sur deux⟩ Exact Share×1 People:francais"),
    (
        "plus d’un Français sur trois",
        "0.333333333333333 ⟨plus d’un Français sur trois⟩ MoreThan Share×1 People:francais",
    ),
    (
        "trois élèves sur quatre",
        "0.75 ⟨trois élèves sur quatre⟩ Exact Share×1 People:eleve",
    ),
    ("Le CAC 40 a perdu 2,3 %", "2.3 ⟨2,3 %⟩ Exact Share×0.01"),
    ("Une hausse de 1,5 point", "1.5 ⟨1,5 point⟩ Exact Points×1"),
    (
        "le Smic horaire passe à 9,40 euros",
        "9.4 ⟨9,40 euros⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    ("à 9,40 euros de l’heure", "9.4 ⟨9,40 euros⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("un chèque de 1 000 euros", "1000 ⟨1 000 euros⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("une amende de 135 euros", "135 ⟨135 euros⟩ Exact Money(\"EUR\")×1 Money:eur"),
    (
        "près de 300 kilos de cocaïne",
        "300 ⟨près de 300 kilos de cocaïne⟩ Nearly Mass×1 Other:cocaine",
    ),
    (
        "deux ans de prison avec sursis",
        "2 ⟨deux ans de prison⟩ Exact Duration×31557600 Other:prison",
    ),
    (
        "à 20 ans de réclusion criminelle",
        "20 ⟨20 ans de réclusion⟩ Exact Duration×31557600 Other:reclusion",
    ),
    ("trente ans après", "30 ⟨trente ans⟩ Exact Duration×31557600"),
    ("dans 3 jours", "3 ⟨3 jours⟩ Exact Duration×86400"),
    ("la 3e étape longue de 197 km", "197 ⟨197 km⟩ Exact Length×1000"),
    (
        "Usain Bolt a couru le 100 m en 9,58 s",
        "100 ⟨100 m⟩ Exact Length×1 | 9.58 ⟨9,58 s⟩ Exact Duration×1",
    ),
    ("une chambre de 12 mètres carrés", "12 ⟨12 mètres carrés⟩ Exact Area×1"),
    ("1,80 m", "1.8 ⟨1,80 m⟩ Exact Length×1"),
    ("à 40 % par la région", "40 ⟨40 %⟩ Exact Share×0.01"),
    ("la TVA à 5,5 %", "5.5 ⟨5,5 %⟩ Exact Share×0.01"),
    ("de 5,5 % à 7 %", "5.5..7 ⟨5,5 % à 7 %⟩ Range Share×0.01"),
    (
        "Les ventes ont reculé de 12 % à 3,4 millions d’unités.",
        "12 ⟨12 %⟩ Exact Share×0.01 | 3400000 ⟨3,4 millions d’unités⟩ Exact Other:unite",
    ),
    ("le taux est de 10 %", "10 ⟨10 %⟩ Exact Share×0.01"),
    ("des milliers d’hectares", "2000..9999 ⟨des milliers d’hectares⟩ Vague Area×10000"),
    (
        "plusieurs millions d’euros",
        "2000000..9999999 ⟨plusieurs millions d’euros⟩ Vague Money(\"EUR\")×1 Money:eur",
    ),
    (
        "trois millions sept cent mille euros",
        "3700000 ⟨trois millions sept cent mille euros⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    (
        "un milliard d’euros",
        "1000000000 ⟨un milliard d’euros⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    (
        "entre 1 et 2 milliards d’euros",
        "1000000000..2000000000 ⟨entre 1 et 2 milliards d’euros⟩ Range Money(\"EUR\")×1 Money:eur",
    ),
    (
        "un tiers des effectifs",
        "0.333333333333333 ⟨un tiers des effectifs⟩ Exact Share×1 Other:effectif",
    ),
    ("un quart d’heure", "0.25 ⟨un quart d’heure⟩ Exact Duration×3600"),
    ("une demi-heure", "0.5 ⟨une demi-heure⟩ Exact Duration×3600"),
    ("une demi-journée", "0.5 ⟨une demi-journée⟩ Exact Duration×86400"),
    ("Six ans et demi", "6.5 ⟨Six ans et demi⟩ Exact Duration×31557600"),
    ("1 200 m²", "1200 ⟨1 200 m²⟩ Exact Area×1"),
    ("0,5 °C", "0.5 ⟨0,5 °C⟩ Exact Celsius×1"),
    ("45°", "45 ⟨45°⟩ Exact Celsius×1"),
    ("une température de 40 degrés", "40 ⟨40 degrés⟩ Exact Celsius×1"),
    ("taux de 1,3 pour mille", "1.3 ⟨1,3 pour mille⟩ Exact Share×0.001"),
    ("quatre-vingts ans", "80 ⟨quatre-vingts ans⟩ Exact Duration×31557600"),
    (
        "1/3 des électeurs",
        "0.333333333333333 ⟨1/3 des électeurs⟩ Exact Share×1 People:electeur",
    ),
    ("3/4 des voix", "0.75 ⟨3/4 des voix⟩ Exact Share×1 Votes:voix"),
    ("½ litre", "0.5 ⟨½ litre⟩ Exact Volume×1"),
    ("100 % des suffrages", "100 ⟨100 % des suffrages⟩ Exact Share×0.01 Votes:suffrage"),
    ("6 mois plus tard", "6 ⟨6 mois⟩ Exact Duration×2629800"),
    (
        "500 à 600 000 euros",
        "500000..600000 ⟨500 à 600 000 euros⟩ Range Money(\"EUR\")×1 Money:eur",
    ),
    (
        "La dette atteint 90 % du PIB, soit 1 800 milliards d’euros.",
        "90 ⟨90 % du PIB⟩ Exact Share×0.01 Other:pib | 1800000000000 ⟨1 800 milliards d’euros⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    (
        "l’incendie a détruit 3 maisons et 200 hectares de pinède",
        "3 ⟨3 maisons⟩ Exact Homes:maison | 200 ⟨200 hectares de pinède⟩ Exact Area×10000 Other:pinede",
    ),
    ("Air Cocaïne : 700 kg", "700 ⟨700 kg⟩ Exact Mass×1"),
    (
        "Trois quarts des 577 députés",
        "0.75 ⟨Trois quarts⟩ Exact Share×1 | 577 ⟨577 députés⟩ Exact People:depute",
    ),
    (
        "Le prix passe de 1,20 à 1,35 euro.",
        "1.2 ⟨1,20⟩ Exact Money(\"EUR\")×1 Money:eur~ | 1.35 ⟨1,35 euro⟩ Exact Money(\"EUR\")×1 Money:eur",
    ),
    ("Plus de la moitié sont des femmes.", "0.5 ⟨Plus de la moitié⟩ MoreThan Share×1"),
    ("10 km en 29 min 30 s", "10 ⟨10 km⟩ Exact Length×1000"),
];
