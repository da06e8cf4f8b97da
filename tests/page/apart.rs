//! What is kept bears the scope of the app's worker.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{js, json, pass};
use crate::core::{Core, Push, click, each};

#[wasm_bindgen_test]
async fn an_app_in_a_folder_keeps_to_itself() {
    js("(self.inFolder = [], self.folder = ' ' + location.origin + '/folder/',
        self.channel = new BroadcastChannel('kaipush' + folder),
        self.channel.onmessage = ({ data }) => inFolder.push(data.kaipush))");
    let core = Core::start().await;
    let push = core.create("{ worker: '/sw.js', scope: '/folder/' }").unwrap();
    let heard = push.launches();
    click("in folder");
    assert_eq!(each(&heard, "id"), ["in folder"]);
    push.postpone().await.unwrap();
    pass(100).await;
    assert_eq!(json(&js("inFolder")), r#"["changed"]"#);
    let kept = js("[localStorage, sessionStorage].flatMap(Object.keys)
        .filter(name => name.endsWith(folder)).map(name => name.slice(0, -folder.length)).sort()");
    assert_eq!(json(&kept), r#"["kaipush.asked","kaipush.launched","kaipush.visit"]"#);

    // The app at the root knows nothing of it.
    let root = Push::start().await;
    assert!(!each(&root.launched().await, "id").contains(&"in folder".to_owned()));
    assert_eq!(root.launches().length(), 0);

    js("(channel.close(), indexedDB.deleteDatabase('kaipush' + folder),
        [localStorage, sessionStorage].forEach(storage => Object.keys(storage)
            .filter(name => name.endsWith(folder)).forEach(name => storage.removeItem(name))))");
}

/// A page that goes elsewhere before it has a `Push`.
#[wasm_bindgen_test]
async fn a_launch_before_the_push_is_handed_on_and_listed() {
    let early = js("[{ kaipush: 'launch', launch: { id: 'too early', action: '' } }]");
    Core::start().await.begin(early.unchecked_ref());
    let push = Push::start().await;
    let heard = push.launches();
    assert_eq!(each(&heard, "id"), ["too early"]);
    assert_eq!(each(&push.launched().await, "id")[0], "too early");
    assert_eq!(Push::start().await.launches().length(), 0, "once");
}
