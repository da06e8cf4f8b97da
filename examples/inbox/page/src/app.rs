//! What the app knows, and what it does.

use std::cell::Cell;
use std::rc::Rc;

use kaipush::model::permission::State;
use kaipush::page::{Error, Push};
use wasm_bindgen_futures::spawn_local;

use crate::screen;
use crate::step::Step;

/// The app. Clones are the same app.
#[derive(Clone)]
pub(crate) struct App {
    push: Push,
    next: Rc<Cell<Option<Step>>>,
}

impl App {
    pub(crate) fn new(push: Push) -> Self {
        Self { push, next: Rc::default() }
    }

    pub(crate) fn push(&self) -> &Push {
        &self.push
    }

    /// Looks where it stands.
    pub(crate) async fn look(self) {
        let state = self.push.state().await;
        self.show(Ok(state));
    }

    /// Enter was pressed.
    pub(crate) fn act(self) {
        match self.next.take() {
            None => {}
            Some(Step::Subscribe | Step::Retry) => {
                screen::busy();
                // Here and not in the task: KaiOS 3 lets an app ask the user only while a key's
                // handler runs.
                let subscribing = self.push.subscribe();
                spawn_local(async move { self.show(subscribing.await) });
            }
            Some(Step::Unsubscribe) => {
                screen::busy();
                spawn_local(async move {
                    let state = self.push.unsubscribe().await;
                    self.show(state);
                });
            }
        }
    }

    /// Lists what came.
    pub(crate) async fn list(self) {
        match self.push.history().await {
            Ok(history) => screen::list(&history.received),
            Err(error) => screen::advise(&error.to_string()),
        }
    }

    fn show(&self, reached: Result<State, Error>) {
        let step = match reached {
            Ok(state) => {
                screen::state(&state);
                Step::after(&state)
            }
            Err(error) => {
                screen::failed(&error);
                // Enter tries again, where that makes sense.
                error.retryable().then_some(Step::Retry)
            }
        };
        screen::key(step);
        self.next.set(step);
    }
}
