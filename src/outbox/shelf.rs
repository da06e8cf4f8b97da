//! Where operations are kept: in IndexedDB, or, for as long as that is refused, in memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use kaipush_model::Sink;
use kaipush_model::error::Note;
#[cfg(feature = "page")]
use kaipush_model::outbox::Full;
use kaipush_model::outbox::{self, Claim, Operation, Step};
use wasm_bindgen::JsValue;

use super::now;
use crate::console::warn;
use crate::foreign::Js;
use crate::promise::Work;
use crate::store::{Change, Shelf, all_in_time, change_in_time, is_silent};
use crate::turn::{Queue, turn};

type Decide = Rc<dyn Fn(&[Operation]) -> Vec<Step>>;

thread_local! {
    /// What the storage has not taken: this page or worker keeps it until it does.
    static MEMORY: RefCell<Option<Vec<Operation>>> = const { RefCell::new(None) };
    /// One change at a time: of two that a full disk refuses, one would forget what the other has taken
    /// into memory.
    static CHANGES: Queue = const { Queue::new(None) };
}

/// Takes an operation in; it is on disk when this is done.
///
/// # Errors
/// [`Full`] for the app's values.
#[cfg(feature = "page")]
pub(crate) async fn put(operation: Operation) -> Result<(), Full> {
    let full = Rc::new(RefCell::new(Ok(())));
    let told = full.clone();
    change(Rc::new(move |all| {
        let steps = outbox::enqueue(all, operation.clone(), now());
        let _ = told.replace(steps.as_ref().map(drop).map_err(|full| *full));
        steps.unwrap_or_default()
    }))
    .await;
    full.replace(Ok(()))
}

/// The same for subscriptions, events and answers, which nothing refuses.
#[cfg(feature = "worker")]
pub(crate) fn tell(operation: Operation) -> Work<'static, ()> {
    change(Rc::new(move |all| outbox::tell(all, operation.clone(), now())))
}

/// Takes what is due, for `lease` milliseconds; `known` is the server that knows the subscription.
pub(super) async fn claim(lease: f64, known: Option<String>) -> Claim {
    let claim = Rc::new(RefCell::new(Claim::default()));
    let claimed = claim.clone();
    ask(Rc::new(move |all| {
        let claim = outbox::claim(all, now(), lease, known.as_deref());
        let steps = claim.ready.iter().cloned().map(Step::Put).collect();
        claimed.replace(claim);
        steps
    }))
    .await;
    claim.take()
}

/// Lets nothing wait that the server did not ask to wait.
#[cfg(feature = "page")]
pub(crate) async fn hurry() {
    change(Rc::new(|all| outbox::hurry(all, now()))).await;
}

/// Takes out what was given up, for the app to be told.
#[cfg(feature = "page")]
pub(crate) async fn take_refused() -> Vec<Operation> {
    let refused = Rc::new(RefCell::new(Vec::new()));
    let taken = refused.clone();
    ask(Rc::new(move |all| {
        let refused: Vec<_> = all.iter().filter(|one| one.refused > 0).cloned().collect();
        let steps = refused.iter().map(|one| Step::Delete(one.id.clone())).collect();
        taken.replace(refused);
        steps
    }))
    .await;
    refused.take()
}

/// Reads, decides and writes as one step. Where the storage is refused, full, or does not answer, the
/// same is done in memory, until the storage takes what that holds together with a later change.
pub(super) fn change(decide: Decide) -> Work<'static, ()> {
    Box::pin(changed(decide, true))
}

/// The same where somebody takes something out: what the storage does when it answers too late, it would do for
/// nobody.
fn ask(decide: Decide) -> Work<'static, ()> {
    Box::pin(changed(decide, false))
}

async fn changed(decide: Decide, also_late: bool) {
    let _turn = turn(&CHANGES).await;
    let kept = MEMORY.with_borrow(Clone::clone);
    let refused = kept.is_some();
    let asked = Rc::new(Asked::default());
    if in_store(kept.unwrap_or_default(), decide.clone(), asked.clone()).await.is_ok() {
        MEMORY.set(None);
        return;
    }
    asked.over.set(!also_late);
    if !also_late && asked.decided.get() && is_silent() {
        // Only the end of it takes too long: it is what counts, and has been told.
        return;
    }
    if !refused {
        let kept = all().await.unwrap_or_default();
        MEMORY.set(Some(kept));
        warn(Note::StorageRefused, "");
    }
    let steps = MEMORY.with_borrow_mut(|memory| {
        let memory = memory.get_or_insert_default();
        let steps = decide(memory);
        steps.iter().for_each(|step| take(memory, step));
        steps
    });
    // What is on disk must not come back when it is done, and to remove it a full disk has room: Gecko lets the
    // transaction after one that was too much only remove (IDBTransaction's Mode::Cleanup). It is taken up also
    // with nothing to remove, or the next change would meet it.
    let done = steps.into_iter().filter(|step| matches!(step, Step::Delete(_)));
    let done: Vec<_> = done.map(carried_out).collect();
    let _ = change_in_time(Shelf::Outbox, Box::new(move |_| done)).await;
}

/// What became of a decision that the storage was asked for.
#[derive(Default)]
struct Asked {
    /// It was made.
    decided: Cell<bool>,
    /// Nobody waits for it any more.
    over: Cell<bool>,
}

/// The same with what is on disk and what memory has kept, of which memory's is the newer.
async fn in_store(kept: Vec<Operation>, decide: Decide, asked: Rc<Asked>) -> Result<(), JsValue> {
    let decide = move |records: Vec<Js>| {
        let mut all = read(&records);
        let mut steps: Vec<_> = kept.into_iter().map(Step::Put).collect();
        steps.extend(outbox::outdated(&all, now()));
        steps.iter().for_each(|step| take(&mut all, step));
        if !asked.over.get() {
            asked.decided.set(true);
            steps.extend(decide(&all));
        }
        steps.into_iter().map(carried_out).collect()
    };
    change_in_time(Shelf::Outbox, Box::new(decide)).await.map(drop)
}

fn take(all: &mut Vec<Operation>, step: &Step) {
    let (Step::Put(Operation { id, .. }) | Step::Delete(id)) = step;
    all.retain(|one| one.id != *id);
    if let Step::Put(operation) = step {
        all.push(operation.clone());
    }
}

fn carried_out(step: Step) -> Change {
    match step {
        Step::Put(operation) => {
            let record = Js::empty();
            operation.write(&record);
            Change::Put(record)
        }
        Step::Delete(id) => Change::Delete(id),
    }
}

/// What a full storage still has.
async fn all() -> Result<Vec<Operation>, JsValue> {
    Ok(read(&all_in_time(Shelf::Outbox).await?))
}

fn read(records: &[Js]) -> Vec<Operation> {
    records.iter().filter_map(Operation::read).collect()
}
