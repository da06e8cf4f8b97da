//! Ports on this machine's loopback.

use std::io;
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener};

use crate::service::StartError;

/// A port held on 127.0.0.1. There is no way to make one on another address: this
/// service has no secrets and must not be seen by a network.
#[derive(Debug)]
pub(crate) struct LoopbackPort(TcpListener);

impl LoopbackPort {
    /// Takes that port, or a free one for 0.
    pub(crate) fn take(port: u16) -> Result<Self, StartError> {
        let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
        TcpListener::bind(address).map(Self).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortBusy(port),
            _ => StartError::Port(port, error),
        })
    }

    pub(crate) fn number(&self) -> Result<u16, StartError> {
        let address = self.0.local_addr();
        address.map(|address| address.port()).map_err(|error| StartError::Port(0, error))
    }

    pub(crate) fn into_listener(self) -> TcpListener {
        self.0
    }
}
