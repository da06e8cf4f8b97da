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
        self.show(Step::Look, Ok(state));
    }

    /// Enter was pressed.
    pub(crate) fn act(self) {
        let Some(step) = self.next.take() else { return };
        screen::busy();
        match step {
            Step::Subscribe => {
                // Here and not in the task: KaiOS 3 lets an app ask the user only while a key's
                // handler runs.
                let subscribing = self.push.subscribe();
                spawn_local(async move { self.show(step, subscribing.await) });
            }
            Step::Unsubscribe => spawn_local(async move {
                let reached = self.push.unsubscribe().await;
                self.show(step, reached);
            }),
            Step::Look => spawn_local(self.look()),
        }
    }

    /// Lists what came.
    pub(crate) async fn list(self) {
        match self.push.history().await {
            Ok(history) => screen::list(&history.received),
            Err(error) => screen::advise(&error.to_string()),
        }
    }

    /// Shows what a step has come to.
    fn show(&self, step: Step, reached: Result<State, Error>) {
        let next = match reached {
            Ok(state) => {
                screen::state(&state);
                Step::after(&state)
            }
            Err(error) => {
                screen::failed(&error);
                Some(step.failed(&error))
            }
        };
        screen::key(next.map_or("", |(_, label)| label));
        self.next.set(next.map(|(step, _)| step));
    }
}
