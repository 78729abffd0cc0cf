//! TLS: one provider, ring, for all that this program encrypts, and whom this machine trusts.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use tokio::sync::OnceCell;

use crate::unanswered::Unanswered;

/// Makes ring the provider of the whole process, before anything could choose another. Said first thing in `main`.
pub fn begin_tls() {
    // A second call finds the same one there.
    let _ = ring::default_provider().install_default();
}

/// How safe connections are begun; whom the machine trusts is read when the first one is.
#[derive(Debug, Default)]
pub(crate) struct Tls(OnceCell<Arc<ClientConfig>>);

impl Tls {
    pub(crate) async fn settings(&self) -> Result<Arc<ClientConfig>, Unanswered> {
        self.0.get_or_try_init(of_the_system).await.cloned()
    }
}

async fn of_the_system() -> Result<Arc<ClientConfig>, Unanswered> {
    // Some hundred kilobytes are read from the disk.
    let found = tokio::task::spawn_blocking(rustls_native_certs::load_native_certs).await;
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.map_err(|_| Unanswered::NoRoots)?.certs);
    if roots.is_empty() {
        return Err(Unanswered::NoRoots);
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    // The only one that could fail is a provider that knows neither TLS 1.2 nor 1.3.
    let builder = builder.with_safe_default_protocol_versions().map_err(|_| Unanswered::NoRoots)?;
    let mut settings = builder.with_root_certificates(roots).with_no_client_auth();
    settings.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(settings))
}

#[cfg(test)]
mod tests {
    use rustls::crypto::CryptoProvider;

    use super::*;

    #[test]
    fn the_process_has_its_provider_and_a_second_call_changes_nothing() {
        begin_tls();
        begin_tls();
        assert!(CryptoProvider::get_default().is_some());
    }
}
