//! An inbox in Rust: the page. Its one screen shows where the app stands and what came; Enter does
//! the next sensible thing, and the arrow keys scroll.

mod app;
mod config;
mod screen;
mod step;

use kaipush::page::Push;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;

use app::App;

/// The beginning: the page's script calls it as soon as the core is there.
#[wasm_bindgen(start)]
pub fn start() {
    let config = match config::read() {
        Ok(config) => config,
        // Such as a private key: the text says what it is and which one to use.
        Err(error) => return screen::failed(&error),
    };
    let app = App::new(Push::new(config));

    // A click on a notification, whichever way it came; also one from before this line.
    app.push().on_launch(|launched| screen::launched(&launched.launch));

    // A push while the page is open.
    let on_push = app.clone();
    app.push().on_received(move || spawn_local(on_push.clone().list()));

    // A new state, whoever changed it.
    let on_change = app.clone();
    app.push().on_change(move |state| on_change.changed(state));

    let on_key = app.clone();
    let pressed = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowUp" => screen::scroll(-1),
            "ArrowDown" => screen::scroll(1),
            // A held key scrolls on, but it must not confirm twice.
            _ if event.repeat() => {}
            // The centre key of some KaiOS 4.0 phones reports `MicrophoneToggle`.
            "Enter" | "MicrophoneToggle" => on_key.clone().act(),
            _ => {}
        }
    });
    if let Some(window) = web_sys::window() {
        window.set_onkeydown(Some(pressed.as_ref().unchecked_ref()));
    }
    pressed.forget(); // It listens for as long as the page is there.

    spawn_local(async move {
        app.clone().list().await;
        let state = app.push().state().await;
        app.changed(state);
    });
}
