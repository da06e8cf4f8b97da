//! The engine reads an app's scripts: those it can't read don't run.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use kaipush_browser::{Asked, Purpose, Site};

use crate::engine::Engine;
use crate::markup;
use crate::syntax::{self, Kind};

/// Looks at each script before the site serves it.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    engine: Engine,
    /// What to say about the scripts that it could not read.
    refused: Arc<Mutex<BTreeSet<String>>>,
}

/// What to serve instead of a script, and what to say about it.
#[derive(Clone, Debug)]
struct Refusal {
    instead: String,
    text: String,
}

/// What was read once, of all apps: they load the same again and again.
static READ: LazyLock<Mutex<HashMap<u64, Option<Refusal>>>> = LazyLock::new(Mutex::default);

impl Reader {
    /// Stands between the site and the browser from now on.
    pub(crate) fn start(engine: Engine, site: &Site) -> Self {
        let reader = Self { engine, refused: Arc::default() };
        let reads = reader.clone();
        site.rewrite(move |asked, content| {
            if engine == Engine::Gecko48 && asked.content_type.starts_with("text/html") {
                return reads.page(asked.path, &content);
            }
            match reads.refuses(asked, &content) {
                Some(refusal) => refusal.instead.into_bytes(),
                None => content,
            }
        });
        reader
    }

    /// What it could not read so far.
    pub(crate) fn refused(&self) -> Vec<String> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// A page, as Gecko 48 takes its scripts.
    fn page(&self, path: &str, content: &[u8]) -> Vec<u8> {
        let page = markup::of_gecko48(content);
        let told = syntax::passed_over(path.trim_start_matches('/'), self.engine);
        if let Some(text) = told.filter(|_| page.has_inline_module) {
            self.note(text);
        }
        page.content
    }

    fn note(&self, text: String) {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).insert(text);
    }

    fn refuses(&self, asked: Asked<'_>, content: &[u8]) -> Option<Refusal> {
        let kind = match asked.purpose {
            Purpose::Script => Kind::PageScript,
            Purpose::Module => Kind::Module,
            Purpose::Worker => Kind::Worker,
            Purpose::Other => return None,
        };
        let mut hasher = DefaultHasher::new();
        (self.engine, kind, asked.path, content).hash(&mut hasher);
        let key = hasher.finish();
        let known = READ.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let refusal = known.unwrap_or_else(|| {
            let refusal = self.read(asked.path.trim_start_matches('/'), content, kind);
            let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
            read.insert(key, refusal.clone());
            refusal
        });
        if let Some(Refusal { text, .. }) = &refusal {
            self.note(text.clone());
        }
        refusal
    }

    fn read(&self, name: &str, content: &[u8], kind: Kind) -> Option<Refusal> {
        if let (Kind::Module, Some(text)) = (kind, syntax::passed_over(name, self.engine)) {
            return Some(Refusal { instead: String::new(), text });
        }
        let refused = self.engine.reads(name, &String::from_utf8_lossy(content), kind).err()?;
        let text = format!("{refused}; the phone runs nothing of this script");
        Some(Refusal { instead: refused.script(), text })
    }
}
