//! Why there is no answer: a rule of ours, the machine's own state, or what the other side did.

use manuscript::refusals;

use crate::destination::DestinationRefused;

refusals! {
    /// Why a request has no answer.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Unanswered [Destination(DestinationRefused)] {
        NoSuchHost(host: String):
            "there is no host `{host}`"
            / "il n’y a pas d’hôte « {host} »",
        NamesAway(host: String, reason: String):
            "it could not be looked up where `{host}` is: {reason}; see whether this machine is connected and knows a resolver"
            / "on n’a pas pu chercher où est « {host} » : {reason} ; voyez si cette machine est reliée et connaît un résolveur",
        NoWay(host: String, reason: String):
            "there is no way from this machine to `{host}`: {reason}; see whether it is connected"
            / "aucun chemin ne mène de cette machine à « {host} » : {reason} ; voyez si elle est reliée",
        NoConnection(host: String, reason: String):
            "`{host}` takes no connection: {reason}"
            / "« {host} » n’accepte pas de connexion : {reason}",
        NoConnectionInTime(host: String, seconds: u32):
            "`{host}` took no connection within {seconds} s"
            / "« {host} » n’a pas accepté de connexion en {seconds} s",
        Certificate(host: String, reason: String):
            "`{host}` shows a certificate that is not trusted: {reason}"
            / "« {host} » montre un certificat auquel on ne se fie pas : {reason}",
        NoRoots:
            "this machine trusts no certificate authority, so nothing can be asked over https; install the package `ca-certificates`, or name a file of certificates in `SSL_CERT_FILE`"
            / "cette machine ne se fie à aucune autorité de certification : rien ne peut être demandé en https ; installez le paquet `ca-certificates`, ou nommez un fichier de certificats dans `SSL_CERT_FILE`",
        TooManyRedirects(redirects: u32):
            "it redirects more than {redirects} times"
            / "elle redirige plus de {redirects} fois",
        HeadTooLarge(kilobytes: u32):
            "the head of the answer is larger than {kilobytes} kB"
            / "l’en-tête de la réponse dépasse {kilobytes} ko",
        BodyTooLarge(kilobytes: u32):
            "the answer is larger than {kilobytes} kB"
            / "la réponse dépasse {kilobytes} ko",
        TooSlow(seconds: u32):
            "the answer was not there after {seconds} s"
            / "la réponse n’était pas là après {seconds} s",
        StoodStill(host: String, seconds: u32):
            "`{host}` stood still for {seconds} s"
            / "« {host} » n’a rien dit ni pris pendant {seconds} s",
        Broken(host: String, reason: String):
            "`{host}` did not answer as HTTP wants it: {reason}"
            / "« {host} » n’a pas répondu comme HTTP le veut : {reason}",
    }
}
