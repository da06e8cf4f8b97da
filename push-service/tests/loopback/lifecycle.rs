//! Starting, waiting, stopping.

use std::time::Duration;

use kaipush_push_service::{Event, Mode, Options, PushService, StartError};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::browser::Browser;
use crate::http::address;
use crate::{TIMEOUT, start};

fn port(origin: &str) -> u16 {
    origin.rsplit(':').next().unwrap().parse().unwrap()
}

fn ports(service: &PushService) -> Options {
    Options {
        mode: Mode::Kaios,
        port: port(&service.http_origin()),
        tls_port: port(service.https_origin()),
    }
}

#[tokio::test]
async fn a_stopped_service_frees_its_ports_at_once() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    let options = ports(&service);
    service.stop().await;
    browser.is_dropped().await;
    let again = PushService::start(options).await.unwrap();
    assert_eq!(ports(&again), options);
    Browser::new(&again).await;
}

#[tokio::test]
async fn a_dropped_service_stops() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    let addresses = [service.http_origin(), service.https_origin().to_owned()];
    let mut idle = TcpStream::connect(address(&addresses[0])).await.unwrap();
    drop(service);
    browser.is_dropped().await;
    let stopped = async {
        for origin in &addresses {
            while TcpStream::connect(address(origin)).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        // An end or a reset, as the system likes.
        assert_eq!(idle.read(&mut [0; 8]).await.unwrap_or(0), 0);
    };
    tokio::time::timeout(TIMEOUT, stopped).await.unwrap();
}

#[tokio::test]
async fn a_busy_port_is_named() {
    let service = start(Mode::Kaios).await;
    let busy = ports(&service);
    let plain = Options { tls_port: 0, ..busy };
    let tls = Options { port: 0, ..busy };
    for (options, port) in [(plain, busy.port), (tls, busy.tls_port)] {
        let error = PushService::start(options).await.unwrap_err();
        assert!(matches!(error, StartError::PortBusy(named) if named == port));
        let sentence = format!("port {port} on 127.0.0.1 is in use");
        assert!(error.to_string().starts_with(&sentence));
    }
}

/// All of 127/8 is this machine on Linux: a service on every address would answer.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn only_127_0_0_1_answers() {
    let service = start(Mode::Kaios).await;
    for port in [ports(&service).port, ports(&service).tls_port] {
        assert!(TcpStream::connect(("127.0.0.2", port)).await.is_err());
    }
}

#[tokio::test]
async fn waiting_in_vain_tells_what_was_seen() {
    let service = start(Mode::Kaios).await;
    let browser = Browser::new(&service).await;
    let never = |event: &Event| matches!(event, Event::Posted(_));
    let error = service.wait_for(never, Duration::from_millis(50)).await.unwrap_err();
    let wanted = format!("hello from a new browser: {}", browser.uaid);
    assert!(error.to_string().contains(&wanted), "{error}");
}
