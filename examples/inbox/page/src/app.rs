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
    /// Whether the screen is taken: by a step under way, or by an error that nobody has read yet.
    taken: Rc<Cell<bool>>,
}

impl App {
    pub(crate) fn new(push: Push) -> Self {
        Self { push, next: Rc::default(), taken: Rc::default() }
    }

    pub(crate) fn push(&self) -> &Push {
        &self.push
    }

    /// There is a new state: the user was in Settings, or another page or the worker has done something.
    pub(crate) fn changed(&self, state: State) {
        if !self.taken.get() {
            self.show(Step::Look, Ok(state));
        }
    }

    /// Enter was pressed.
    pub(crate) fn act(self) {
        let Some(step) = self.next.take() else { return };
        self.taken.set(true);
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
            Step::Look => spawn_local(async move {
                let state = self.push.state().await;
                self.show(step, Ok(state));
            }),
        }
    }

    /// Lists what came.
    pub(crate) async fn list(self) {
        match self.push.history().await {
            Ok(history) => screen::list(&history.received),
            Err(error) => screen::no_list(&error),
        }
    }

    /// Shows what a step has come to.
    fn show(&self, step: Step, reached: Result<State, Error>) {
        self.taken.set(reached.is_err());
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
