//! `keys` and `send`, against a push service with KaiOS' rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use kaipush_push_service::{Mode, Options, PushService};
use kaipush_sender::{KeyPair, Vapid};
use serde_json::{Value, json};

use crate::command::{Done, kaipush, timed};

/// A folder with `keys`, and with `authority` of a push service that runs.
struct Scene {
    folder: tempfile::TempDir,
    service: PushService,
}

impl Scene {
    async fn new() -> Self {
        let options = Options { mode: Mode::Kaios, ..Options::default() };
        let service = PushService::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let keys = kaipush(folder.path(), &["keys"]).works();
        fs::write(folder.path().join("keys"), keys).unwrap();
        fs::write(folder.path().join("authority"), service.certificate_pem()).unwrap();
        Self { folder, service }
    }

    fn subscription(&self, endpoint: &str) -> PathBuf {
        let endpoint = format!("{}/wpush/v2/{endpoint}", self.service.https_origin());
        self.write("subscription", &report(&endpoint))
    }

    fn write(&self, name: &str, json: &Value) -> PathBuf {
        let file = self.folder.path().join(name);
        fs::write(&file, json.to_string()).unwrap();
        file
    }

    fn send(&self, arguments: &[&str]) -> Done {
        let keys = ["send", "--keys", "keys", "--authority", "authority"];
        kaipush(self.folder.path(), &[&keys, arguments].concat())
    }
}

fn report(endpoint: &str) -> Value {
    let keys = KeyPair::generate().unwrap();
    let keys = json!({ "p256dh": keys.public(), "auth": "BTBZMqHH6r4Tts7J_aSIgg" });
    json!({ "subscription": { "endpoint": endpoint, "keys": keys }, "encodings": ["aesgcm"], "vapid": "draft-01" })
}

#[test]
fn keys_are_a_pair_in_both_forms() {
    let folder = Path::new(".");
    let lines = kaipush(folder, &["keys"]).works();
    let value = |name: &str| {
        lines.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned).unwrap()
    };
    let pair = |public: &str, private: &str| Vapid::new("mailto:a@b.example", public, private);
    pair(&value("VAPID_PUBLIC="), &value("VAPID_PRIVATE=")).unwrap();
    let json: Value = serde_json::from_str(&kaipush(folder, &["keys", "--json"]).works()).unwrap();
    let member = |name: &str| json[name].as_str().unwrap().to_owned();
    pair(&member("publicKey"), &member("privateKey")).unwrap();
    assert_ne!(member("publicKey"), value("VAPID_PUBLIC="), "each call makes another pair");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_push_service_says_is_told() {
    let scene = Scene::new().await;
    scene.subscription("unknown");
    let told = scene.send(&["subscription", "Hello"]).fails();
    assert!(told.contains("404") && told.contains("send nothing there any more"), "{told}");
    assert!(told.contains("1 of 1 pushes were not taken"), "{told}");
    // Without its authority nobody trusts it.
    let untrusted = kaipush(scene.folder.path(), &["send", "subscription", "--keys", "keys"]);
    assert!(untrusted.fails().contains("certificate"));
    scene.service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_all_and_sends_nothing() {
    let scene = Scene::new().await;
    scene.subscription("unknown");
    let payload = r#"{"title": "Ada", "body": 5, "tag": "chat"}"#;
    let done =
        scene.send(&["subscription", payload, "--dry-run", "--ttl", "77", "--urgency", "high"]);
    assert!(done.err.contains("warning: field-wrong: body"), "{}", done.err);
    assert!(done.err.contains("Nothing was sent."), "{}", done.err);
    let out = done.works();
    for says in [
        "POST https://",
        "ttl: 77",
        "urgency: high",
        "content-encoding: aesgcm",
        "title: Ada",
        "tag: chat",
    ] {
        assert!(out.contains(says), "{says}\n{out}");
    }
    assert_eq!(scene.service.log().entries(), []);
    scene.service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_before_anything_is_sent() {
    let scene = Scene::new().await;
    let good = report(&format!("{}/wpush/v2/a", scene.service.https_origin()));
    scene.write("list", &json!([good, { "endpoint": "https://push.example" }]));
    // As long as a key, and no point of the curve.
    let mut bad = good.clone();
    bad["subscription"]["keys"]["p256dh"] = format!("B{}", "A".repeat(86)).into();
    scene.write("point", &json!([good, { "gone": true }, bad]));
    scene.write("good", &good);
    scene.write("half", &json!({ "publicKey": "B" }));
    let long = "x".repeat(5000);
    for (arguments, says) in [
        (&["list", "Hello"][..], "list: number 2: keys: "),
        (&["point", "Hello"], "point: number 3: keys.p256dh: "),
        (&["missing", "Hello"], "cannot read missing"),
        (&["good", &long], "payload: 5000 bytes, at most 4078"),
        (&["good", "--topic", "a topic"], "topic: "),
        (&["good", "--file", "missing"], "cannot read missing"),
        (&["good", "--subject", "me"], "subject: "),
    ] {
        let told = scene.send(arguments).fails();
        assert!(told.contains(says), "{arguments:?}: {told}");
    }
    let keys = |file: &str| kaipush(scene.folder.path(), &["send", "good", "--keys", file]).fails();
    assert!(keys("half").contains("half has no keys: `publicKey` or `privateKey` is missing"));
    let none = kaipush(scene.folder.path(), &["send", "good"]).fails();
    assert!(none.contains("`kaipush keys > FILE` makes it"), "{none}");
    assert_eq!(scene.service.log().entries(), []);
    scene.service.stop().await;
}

/// No panic, be it a disk that is full or a pipe that nobody reads any more.
#[test]
fn an_output_that_fails_is_an_error() {
    let full = Stdio::from(fs::File::create("/dev/full").unwrap());
    let (closed, pipe) = std::io::pipe().unwrap();
    drop(closed);
    for output in [full, pipe.into()] {
        let mut command = timed("TERM", &["keys"]);
        let output = command.stdout(output).stderr(Stdio::piped()).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.starts_with("error: cannot write to the standard output"), "{told}");
    }
}
