//! The platform's face, on stand-ins for what KaiOS has and Firefox lacks.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, json, member};
use crate::core::Push;

const KAIOS_25: &str =
    "'Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.4'";
const KAIOS_31: &str =
    "'Mozilla/5.0 (Mobile; Nokia 2780; rv:84.0) Gecko/84.0 Firefox/84.0 KAIOS/3.1'";
const KAIOS_40: &str =
    "'Mozilla/5.0 (Mobile; TCL 4058G; rv:123.0) Gecko/123.0 Firefox/123.0 KAIOS/4.0'";

fn agent(text: &str) -> Placed {
    Placed::new("navigator", "userAgent", text)
}

#[wasm_bindgen_test]
async fn a_desktop_firefox_is_web() {
    let platform = Push::start().await.platform();
    assert_eq!(member(&platform, "system"), "web");
    assert_eq!(member(&platform, "appType"), "page");
    assert_eq!(member(&platform, "version"), "");
    assert!(member(&platform, "gecko").as_f64().unwrap() >= 115.0);
    assert_eq!(json(&member(&platform, "encodings")), r#"["aes128gcm","aesgcm"]"#);
}

#[wasm_bindgen_test]
async fn the_user_agent_names_the_system() {
    let push = Push::start().await;
    for (text, expected) in [
        (
            KAIOS_25,
            r#"{"system":"kaios2.5","version":"2.5.4","gecko":48,"appType":"hosted","encodings":["aesgcm"]}"#,
        ),
        (
            KAIOS_31,
            r#"{"system":"kaios3","version":"3.1","gecko":84,"appType":"pwa","encodings":["aesgcm"]}"#,
        ),
        (
            KAIOS_40,
            r#"{"system":"kaios4","version":"4.0","gecko":123,"appType":"pwa","encodings":["aesgcm"]}"#,
        ),
    ] {
        let _agent = agent(text);
        assert_eq!(json(&push.platform()), expected);
    }
}

#[wasm_bindgen_test]
async fn a_feature_outweighs_the_user_agent() {
    let push = Push::start().await;
    let _agent = agent(KAIOS_31);
    {
        let _apps = Placed::new("navigator", "mozApps", "{}");
        assert_eq!(member(&push.platform(), "system"), "kaios2.5");
    }
    let _plain = agent("'Mozilla/5.0'");
    let _b2g = Placed::new("navigator", "b2g", "{}");
    assert_eq!(member(&push.platform(), "system"), "kaios3");
}

#[wasm_bindgen_test]
async fn a_browser_without_a_user_agent_is_web() {
    let push = Push::start().await;
    let _agent = agent("undefined");
    assert_eq!(member(&push.platform(), "system"), "web");
}
