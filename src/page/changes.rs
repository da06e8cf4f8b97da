//! Tells the app of a new state, whoever changed it: the app itself, the user in Settings, another page
//! of the app, the worker.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use kaipush_model::error::Warning;
use kaipush_model::permission::State;

use super::{Push, causes, prompt};
use crate::console::say;
use crate::promise::in_background;

/// The app's handler, with the warnings of the moment for those who show them.
pub(crate) type Handler = Rc<dyn Fn(State, Vec<Warning>)>;

/// What one [`Push`] and its clones have told.
#[derive(Default)]
pub(crate) struct Changes {
    handler: RefCell<Option<Handler>>,
    /// What the app knows: the last state that it was told, or that a call gave it.
    known: RefCell<Option<State>>,
    warnings: RefCell<Vec<Warning>>,
    /// Counts what the app got to know, so that nothing older is told after it.
    told: Cell<u32>,
    looking: Cell<bool>,
    look_again: Cell<bool>,
}

thread_local! {
    /// Those whose app listens.
    static LISTENING: RefCell<Vec<Push>> = const { RefCell::new(Vec::new()) };
}

/// A state for the console, with the reason where push can't work.
pub(super) fn told(state: &State) {
    let code = match state {
        State::Unsupported(problem) => [", ", problem.code.as_str()].concat(),
        _ => String::new(),
    };
    say("state", &[state.as_str(), &code].concat());
}

impl Changes {
    /// The app gets this state as the answer to a call.
    pub(crate) fn returned(&self, state: &State) {
        self.known.replace(Some(state.clone()));
        self.told.set(self.told.get().wrapping_add(1));
    }

    /// A state was reached; the app is told if it is another one than it knows.
    pub(crate) fn reached(&self, state: &State) {
        let is_new = self.known.borrow().as_ref() != Some(state);
        self.returned(state);
        if is_new {
            told(state);
        }
        // Outside of any borrow: the handler may set another one.
        let handler = self.handler.borrow().clone();
        if let (true, Some(handler)) = (is_new, handler) {
            handler(state.clone(), self.warnings());
        }
    }

    /// What was warned of when the situation was last looked at.
    pub(crate) fn warnings(&self) -> Vec<Warning> {
        self.warnings.borrow().clone()
    }

    pub(crate) fn warned(&self, warnings: Vec<Warning>) {
        self.warnings.replace(warnings);
    }
}

/// Sets the app's handler, or takes it away.
pub(crate) fn listen(push: &Push, handler: Option<Handler>) {
    LISTENING.with_borrow_mut(|all| {
        all.retain(|other| !Rc::ptr_eq(&other.changes, &push.changes));
        if handler.is_some() {
            all.push(push.clone());
        }
    });
    let listens = handler.is_some();
    push.changes.handler.replace(handler);
    if listens {
        causes::watch();
        prompt::when_due(&push.config.ask);
    }
}

/// Something has happened that may have changed the state.
pub(crate) fn suspect() {
    for push in LISTENING.with_borrow(Clone::clone) {
        look(push);
    }
}

/// The same for those who do not know it already: a page does not hear what it tells the app's other pages.
pub(crate) fn suspect_others(knows: &Rc<Changes>) {
    for push in LISTENING.with_borrow(Clone::clone) {
        if !Rc::ptr_eq(&push.changes, knows) {
            look(push);
        }
    }
}

/// Looks where the app stands, once at a time.
fn look(push: Push) {
    if push.changes.looking.replace(true) {
        push.changes.look_again.set(true);
        return;
    }
    in_background(async move {
        let changes = push.changes.clone();
        loop {
            changes.look_again.set(false);
            // After what is on its way: half a subscription is no state.
            let turn = crate::turn::turn(&super::connect::SUBSCRIBING).await;
            let told = changes.told.get();
            let state = push.assess().await;
            drop(turn);
            if changes.look_again.get() || changes.told.get() != told {
                continue;
            }
            changes.looking.set(false);
            return changes.reached(&state);
        }
    });
}

impl std::fmt::Debug for Changes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Changes").field("known", &self.known).finish_non_exhaustive()
    }
}
