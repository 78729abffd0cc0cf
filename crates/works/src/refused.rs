//! Why a door that writes cannot answer now.

use manuscript::refusals;

refusals! {
    /// Why a door that writes cannot answer now. Nothing was begun, and nothing is lost.
    #[derive(Debug)]
    pub enum WorksRefused [] {
        Opening:
            "the newsroom is being opened, nothing of this was kept: do it again in a moment"
            / "la rédaction est en cours d’ouverture, rien de ceci n’a été gardé : refaites-le dans un instant",
        Away(fr: String, en: String):
            "the newsroom’s database is away, nothing of this was kept; do it again when it is back: {en}"
            / "la base de données de la rédaction est injoignable, rien de ceci n’a été gardé ; refaites-le quand elle est de retour : {fr}",
        Damaged:
            "the newsroom’s database is damaged, nothing is written into it any more: put the last backup in its place (`rotative restore`), and keep the damaged file"
            / "la base de données de la rédaction est endommagée, plus rien n’y est écrit : remettez la dernière sauvegarde (`rotative restore`), et gardez le fichier abîmé",
    }
}
