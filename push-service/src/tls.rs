//! The certificate, made anew at each start.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivateKeyDer;

/// The names senders may use.
const NAMES: [&str; 2] = ["127.0.0.1", "localhost"];

/// A certificate for this machine's loopback and what vouches for it.
#[derive(Debug)]
pub(crate) struct Tls {
    pub(crate) config: Arc<ServerConfig>,
    /// What a sender has to trust, as for `NODE_EXTRA_CA_CERTS`.
    pub(crate) authority_pem: String,
}

/// The certificate could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// Making it failed.
    #[error(transparent)]
    Certificate(#[from] rcgen::Error),
    /// Using it failed.
    #[error(transparent)]
    Config(#[from] rustls::Error),
}

impl Tls {
    /// Makes an authority and a certificate signed by it. Two, because clients differ
    /// on a self-signed one: OpenSSL takes it, webpki wants an authority and a server
    /// to be different certificates.
    pub(crate) fn new() -> Result<Self, TlsError> {
        let authority = authority()?;
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
        name(&mut params, "kaipush push service on loopback");
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &authority)?;

        let chain = vec![certificate.der().clone(), authority.der().clone()];
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        // ring by name: with another provider in the program there is no default one.
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        // WebSockets need HTTP/1.1.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), authority_pem: authority.pem() })
    }
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, TlsError> {
    let mut params = CertificateParams::default();
    name(&mut params, "kaipush push service, made for one run");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    Ok(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?)
}

fn name(params: &mut CertificateParams, name: &str) {
    params.distinguished_name.push(DnType::CommonName, name);
}
