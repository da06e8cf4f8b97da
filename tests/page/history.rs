//! The list of launches: bounded, newest first, and no harm done by what lies in the storage.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, js, json, member, names};
use crate::core::{Push, click, each, message};

#[wasm_bindgen_test]
async fn fifty_launches_are_kept_newest_first() {
    let push = Push::start().await;
    let heard = push.launches();
    for number in 0..60 {
        click(&format!("kept {number}"));
    }
    assert_eq!(heard.length(), 60);
    let kept = push.launched().await;
    let expected: Vec<_> = (10..60).rev().map(|number| format!("kept {number}")).collect();
    assert_eq!(each(&kept, "id"), expected);
    assert_eq!(each(&Push::start().await.launched().await, "id"), expected, "after a reload");
}

#[wasm_bindgen_test]
async fn an_entry_has_all_that_the_launch_had() {
    let push = Push::start().await;
    let heard = push.launches();
    message(
        "{ kaipush: 'launch', launch: { id: 'whole', action: 'reply', title: 'T', body: 'B', tag: 'G',
            url: 'https://app.example/7', data: { deep: [1, { two: 2 }] } } }",
    );
    let newest = push.launched().await.get(0);
    assert_eq!(json(&newest), json(&heard.get(0)));
    assert_eq!(names(&newest), r#"["id","action","title","body","tag","url","data","via","at"]"#);
}

/// Structured clones may be what JSON can't write.
#[wasm_bindgen_test]
async fn data_without_json_does_not_cost_the_list() {
    let push = Push::start().await;
    let heard = push.launches();
    click("before it");
    message("{ kaipush: 'launch', launch: { id: 'big', action: '', data: 1n } }");
    assert_eq!(member(&heard.get(1), "data"), js("1n"));
    let kept = each(&push.launched().await, "id");
    assert_eq!(kept[..2], ["big", "before it"]);
}

#[wasm_bindgen_test]
async fn what_others_wrote_into_the_storage_does_no_harm() {
    for broken in ["", "{", "{}", "7", "[null, 1, {}, \"text\", [[]]]"] {
        js(&format!("localStorage.setItem('kaipush.launched', '{broken}')"));
        let push = Push::start().await;
        let heard = push.launches();
        click(&format!("despite {broken}").replace('"', ""));
        assert_eq!(heard.length(), 1, "{broken}");
    }
    js("localStorage.removeItem('kaipush.launched')");
}

#[wasm_bindgen_test]
async fn without_a_storage_launches_still_come() {
    let _off = Placed::new("window", "localStorage", "null");
    let push = Push::start().await;
    let heard = push.launches();
    click("not stored");
    assert_eq!(each(&heard, "id"), ["not stored"]);
    assert_eq!(push.launched().await.length(), 0);
}
