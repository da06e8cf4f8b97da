//! The site server, asked over plain HTTP.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use http::StatusCode;
use kaipush_browser::Site;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const SOON: Duration = Duration::from_secs(5);

struct Answer {
    status: u16,
    head: String,
    body: String,
}

async fn ask(site: &Site, method: &str, path: &str, body: &str) -> Result<Answer> {
    request(site, method, path, "", body).await
}

async fn request(
    site: &Site,
    method: &str,
    path: &str,
    header: &str,
    body: &str,
) -> Result<Answer> {
    let own = "Host: x.localhost\r\nOrigin: http://app.localhost\r\n";
    request_from(site, method, path, &format!("{own}{header}"), body).await
}

/// The same with a host and an origin among the headers.
async fn request_from(
    site: &Site,
    method: &str,
    path: &str,
    header: &str,
    body: &str,
) -> Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", site.port())).await?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\n\
         {header}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").context("no head")?;
    let status = head.get(9..12).context("no status")?.parse()?;
    Ok(Answer { status, head: head.to_ascii_lowercase(), body: body.into() })
}

async fn get(site: &Site, path: &str) -> Result<Answer> {
    ask(site, "GET", path, "").await
}

#[tokio::test]
async fn files_are_mounted_put_and_removed() -> Result<()> {
    let directory = tempfile::tempdir()?;
    std::fs::create_dir(directory.path().join("img"))?;
    std::fs::write(directory.path().join("index.html"), "<p>hello")?;
    std::fs::write(directory.path().join("img/a b.svg"), "<svg/>")?;
    std::fs::write(directory.path().join("manifest.webapp"), "{}")?;
    let site = Site::start().await?;
    site.mount("/app/", directory.path())?;

    let page = get(&site, "/app/?query").await?;
    assert_eq!((page.status, page.body.as_str()), (200, "<p>hello"));
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(page.head.contains("cache-control: no-store"), "{}", page.head);
    let picture = get(&site, "/app/img/a%20b.svg").await?;
    assert!(picture.head.contains("content-type: image/svg+xml"), "{}", picture.head);
    let manifest = get(&site, "/app/manifest.webapp").await?;
    assert!(manifest.head.contains("application/x-web-app-manifest+json"), "{}", manifest.head);
    assert_eq!(get(&site, "/application/").await?.status, 404);
    assert_eq!(get(&site, "/app/img").await?.status, 404);

    site.put("/app/index.html", "<p>changed");
    assert_eq!(get(&site, "/app/").await?.body, "<p>changed");
    site.remove("/app/index.html");
    assert_eq!(get(&site, "/app/").await?.status, 404);
    assert_eq!(site.hits("/app/"), 3);
    Ok(())
}

#[tokio::test]
async fn a_mount_goes_in_front_of_another_or_in_its_place() -> Result<()> {
    let (old, new) = (tempfile::tempdir()?, tempfile::tempdir()?);
    std::fs::write(old.path().join("old.js"), "")?;
    std::fs::write(new.path().join("new.js"), "")?;
    let site = Site::start().await?;
    site.mount("/", old.path())?;
    site.mount("/below/", old.path())?;
    site.mount("/", new.path())?;
    assert_eq!(get(&site, "/old.js").await?.status, 200);
    assert_eq!(get(&site, "/new.js").await?.status, 200);
    site.replace("/", new.path())?;
    assert_eq!(get(&site, "/old.js").await?.status, 404);
    assert_eq!(get(&site, "/new.js").await?.status, 200);
    assert_eq!(get(&site, "/below/old.js").await?.status, 200);
    assert!(site.replace("/", old.path().join("missing")).is_err());
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_outside_is_served() -> Result<()> {
    let directory = tempfile::tempdir()?;
    let inside = directory.path().join("inside");
    std::fs::create_dir(&inside)?;
    std::fs::write(directory.path().join("secret.txt"), "secret")?;
    std::os::unix::fs::symlink(directory.path().join("secret.txt"), inside.join("link.txt"))?;
    let site = Site::start().await?;
    site.mount("/", &inside)?;

    let secret = directory.path().join("secret.txt");
    let absolute = format!("//{}", secret.display());
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/x/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "/link.txt",
        "/%00",
        "/%ff",
        &absolute,
    ] {
        assert_eq!(get(&site, path).await?.status, 404, "{path}");
    }
    assert!(site.mount("/", directory.path().join("missing")).is_err());
    Ok(())
}

#[tokio::test]
async fn headers_preludes_delays_and_failures() -> Result<()> {
    let site = Site::start().await?;
    site.put("/", "never: a path ends with its file");
    site.put("/index.html", "<html><head><title>t</title></head>");
    site.put("/sw.js", "work();");
    site.page_prelude("early();");
    site.worker_prelude("first();");
    let element = r#"<html><head><script src="/__prelude/page.js"></script><title>"#;
    assert!(get(&site, "/").await?.body.starts_with(element));
    assert_eq!(get(&site, "/__prelude/page.js").await?.body, "early();");
    assert_eq!(get(&site, "/sw.js").await?.body, "work();", "a page may read it, too");
    assert!(site.workers().is_empty());
    let worker = request(&site, "GET", "/sw.js", "Sec-Fetch-Dest: serviceworker\r\n", "").await?;
    assert_eq!(worker.body, "first();\nwork();");
    assert_eq!(site.workers(), ["/sw.js"]);

    site.header_everywhere("Content-Security-Policy", "script-src 'self'")?;
    site.header("/sw.js", "Content-Type", "text/plain")?;
    let worker = get(&site, "/sw.js").await?;
    assert!(worker.head.contains("content-security-policy: script-src 'self'"));
    assert!(worker.head.contains("content-type: text/plain"));
    assert!(!worker.head.contains("text/javascript"));
    assert!(get(&site, "/").await?.head.contains("content-security-policy"));
    assert!(site.header("/", "bad name", "x").is_err());

    site.delay("/sw.js", Duration::from_millis(150));
    let start = Instant::now();
    get(&site, "/sw.js").await?;
    assert!(start.elapsed() >= Duration::from_millis(150));

    site.fail("/sw.js", Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(get(&site, "/sw.js").await?.status, 503);
    site.fail("/sw.js", None);
    site.delay("/sw.js", Duration::ZERO);
    assert_eq!(get(&site, "/sw.js").await?.status, 200);
    assert_eq!(ask(&site, "POST", "/sw.js", "x").await?.status, 405);
    Ok(())
}

#[tokio::test]
async fn what_is_served_can_be_rewritten() -> Result<()> {
    let site = Site::start().await?;
    site.put("/index.html", "<head>");
    site.put("/sw.js", "work();");
    site.page_prelude("early();");
    site.worker_prelude("first();");
    site.rewrite(|asked, content| {
        let kind = asked.content_type.split(';').next().unwrap_or_default();
        [format!("{} {kind} {:?} ", asked.path, asked.purpose).as_bytes(), &content].concat()
    });
    let worker =
        async || request(&site, "GET", "/sw.js", "Sec-Fetch-Dest: serviceworker\r\n", "").await;
    assert_eq!(worker().await?.body, "first();\n/sw.js text/javascript Worker work();");
    let page = get(&site, "/").await?.body;
    assert!(page.starts_with("/index.html text/html Other <head><script"), "{page}");
    assert_eq!(get(&site, "/__prelude/page.js").await?.body, "early();");
    assert_eq!(get(&site, "/missing.js").await?.status, 404);
    site.rewrite(|_, content| content);
    assert_eq!(worker().await?.body, "first();\nwork();");
    Ok(())
}

#[tokio::test]
async fn reports_are_kept_and_awaited() -> Result<()> {
    let site = Site::start().await?;
    ask(&site, "POST", "/__report", r#"{"kind":"a"}"#).await?;
    ask(&site, "POST", "/__report", "no json").await?;
    let later = async {
        tokio::time::sleep(Duration::from_millis(60)).await;
        ask(&site, "POST", "/__report", r#"{"kind":"b"}"#).await
    };
    let wait = site.wait_report(SOON, |report| report.value["kind"] == "b");
    let (posted, report) = tokio::join!(later, wait);
    assert_eq!(posted?.status, 204);
    assert_eq!(report?.origin.as_deref(), Some("http://app.localhost"));
    assert_eq!(site.reports()[1].value, json!("no json"));

    let missing = site.wait_report(Duration::from_millis(40), |report| report.value == 1).await;
    let error = missing.map(drop).unwrap_err().to_string();
    assert!(error.contains(r#"3 came: {"kind":"a"}, "no json""#), "{error}");
    site.clear_reports();
    assert!(site.reports().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_dropped_site_is_gone_and_its_port_free() -> Result<()> {
    let site = Site::start().await?;
    let port = site.port();
    let error = Site::start_on(port).await.unwrap_err();
    assert!(error.to_string().contains("is taken by another program"), "{error}");
    drop(site);
    let deadline = Instant::now() + SOON;
    while TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
        assert!(Instant::now() < deadline, "the site still answers");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Site::start_on(port).await?;
    Ok(())
}

#[tokio::test]
async fn only_this_machines_names_are_answered() -> Result<()> {
    let site = Site::start().await?;
    site.put("/index.html", "<p>hello");
    let port = site.port();
    for (host, expected) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        ("localhost".to_owned(), 200),
        (format!("push-inbox.localhost:{port}"), 200),
        (format!("evil.example:{port}"), 421),
        (format!("127.0.0.1.evil.example:{port}"), 421),
        (format!("evillocalhost:{port}"), 421),
        (String::new(), 421),
    ] {
        let header = format!("Host: {host}\r\n");
        assert_eq!(request_from(&site, "GET", "/", &header, "").await?.status, expected, "{host}");
    }
    for (origin, expected) in [
        ("", 204),
        ("Origin: http://127.0.0.1:1\r\n", 204),
        ("Origin: http://app.localhost\r\n", 204),
        ("Origin: https://evil.example\r\n", 403),
        ("Origin: null\r\n", 403),
        ("Origin: \u{e9}\r\n", 403),
    ] {
        let header = format!("Host: 127.0.0.1:{port}\r\n{origin}");
        let answer = request_from(&site, "POST", "/__report", &header, "1").await?;
        assert_eq!(answer.status, expected, "{origin:?}");
    }
    assert_eq!(site.reports().len(), 3);
    Ok(())
}

#[tokio::test]
async fn hidden_files_are_not_served() -> Result<()> {
    let directory = tempfile::tempdir()?;
    std::fs::create_dir(directory.path().join(".git"))?;
    for file in [".env", ".git/config", "a.b"] {
        std::fs::write(directory.path().join(file), "secret")?;
    }
    let site = Site::start().await?;
    site.mount("/", directory.path())?;
    for path in ["/.env", "/%2eenv", "/.git/config"] {
        assert_eq!(get(&site, path).await?.status, 404, "{path}");
    }
    assert_eq!(get(&site, "/a.b").await?.status, 200);
    Ok(())
}
