//! What an app notices of an engine: names in use, and on Gecko 48 promises that come late.

use anyhow::{Result, ensure};
use kaipush_browser::{Purpose, Site};
use kaipush_simulator::Engine::{Gecko48, Gecko84, Gecko123};
use kaipush_simulator::syntax::{Kind, check};
use libtest_mimic::Trial;
use serde_json::json;

use crate::Shared;
use crate::setting::Place::{Page, Worker};
use crate::setting::{SOON, Setting};

pub fn trials(shared: &Shared) -> Vec<Trial> {
    vec![
        shared.trial("app::well_known_names", known),
        shared.trial("app::language_still_works", language),
        shared.trial("app::webdriver_and_reload_still_work", webdriver),
        shared.trial("app::script_too_new_throws_where_it_stands", too_new),
        shared.trial("gecko48::requests_in_promise_callbacks_fail", requests),
        shared.trial("gecko48::requests_in_request_callbacks_work", callbacks),
        shared.trial("gecko48::late_wait_until_throws", wait_until),
        shared.trial("gecko48::listeners_have_no_options", listeners),
    ]
}

async fn known(setting: &Setting<'_>) -> Result<()> {
    let script = "tell([typeof WebAssembly, typeof BigInt, typeof queueMicrotask,
        typeof FinalizationRegistry, typeof globalThis, typeof AbortController,
        typeof Promise.prototype.finally, typeof Object.fromEntries, typeof [].flat,
        typeof Symbol.asyncIterator, 'structuredClone' in self, 'at' in [], 'hasOwn' in Object,
        'map' in [].entries(), 'groupBy' in Map]
        .map(function (one) { return one !== 'undefined' && one !== false ? 1 : 0; }).join(''));";
    for place in [Page, Worker] {
        setting.expect(Gecko48, place, script, json!("000000000000000")).await?;
        setting.expect(Gecko84, place, script, json!("111111111100000")).await?;
        setting.expect(Gecko123, place, script, json!("111111111111101")).await?;
    }
    let nodes = "tell('forEach' in NodeList.prototype);";
    setting.expect(Gecko48, Page, nodes, json!(false)).await?;
    setting.expect(Gecko84, Page, nodes, json!(true)).await
}

/// What the engine does by the names of symbols and by lists goes on without them.
async fn language(setting: &Setting<'_>) -> Result<()> {
    let script = "
        class List extends Array {}
        var symbol = Symbol('a'), object = { [symbol]: 1 }, thrown = 0;
        try { new Symbol(); } catch (error) { thrown = error.name; }
        with ([1]) { var values = typeof flat; }
        tell([
            'a1b2'.replace(/\\d/g, '-'), 'a,b'.split(/,/).length, /b/.exec('ab').index, 'ab'.match(/b/).index,
            [...'ab', ...new Set([1])].length, new List(1, 2) instanceof Array, object[symbol],
            symbol instanceof Symbol, Object(symbol) instanceof Symbol, symbol.constructor === Symbol,
            typeof Symbol.iterator, Symbol.for('x') === Symbol.for('x'), Symbol.name, thrown,
            String(new Uint8Array([1, 2])), String(new URL('/a', location.href).pathname),
            String(new URL('http://a.example/')), values
        ].join(' '));";
    let expected = "a-b- 2 1 1 3 true 1 false true true symbol true Symbol TypeError \
        [object Uint8Array] /a http://a.example/ undefined";
    setting.expect(Gecko48, Page, script, json!(expected)).await?;
    setting.expect(Gecko48, Worker, script, json!(expected)).await
}

async fn webdriver(setting: &Setting<'_>) -> Result<()> {
    let site = Site::start().await?;
    site.page_prelude(&Gecko48.prelude());
    site.put("/index.html", "<!doctype html><input id=a type=date><select><option>b</select>");
    let page = setting.firefox.open(&site.url("/")).await?;
    let body = "const answer = await fetch('/index.html');
        document.querySelector('input').focus();
        return [answer.ok, document.activeElement.id, await Promise.resolve(arguments[0])];";
    ensure!(page.run(body, &[json!("c")]).await? == json!([true, "a", "c"]));
    page.run("window.old = true;", &[]).await?;
    page.reload().await?;
    ensure!(
        page.run("return [!window.old, typeof window.queueMicrotask];", &[]).await?
            == json!([true, "undefined"])
    );
    page.close().await
}

async fn too_new(setting: &Setting<'_>) -> Result<()> {
    let site = Site::start().await?;
    site.page_prelude(
        "self.onerror = function (text) { fetch('/__report', { method: 'POST', body: text }); };",
    );
    site.put("/js/app.js", "document.title = 'ran';\nvar a = document?.title;");
    site.put("/index.html", "<!doctype html><title>still</title><script src=js/app.js></script>");
    site.rewrite(|asked, content| {
        let source = String::from_utf8_lossy(&content);
        match asked.purpose {
            Purpose::Script => check(&asked.path[1..], &source, Gecko48, Kind::PageScript)
                .map_or_else(|refused| refused.script().into(), |()| content.clone()),
            _ => content,
        }
    });
    let page = setting.firefox.open(&site.url("/")).await?;
    let report = site.wait_report(SOON, |_| true).await?;
    let expected = "SyntaxError: js/app.js:2:17: `?.`: needs Firefox 74, \
        this engine is of Firefox 48";
    ensure!(report.value == json!(expected), "{}", report.value);
    ensure!(page.run("return document.title;", &[]).await? == json!("still"));
    page.close().await
}

/// Opens a database with one store; `use(database)` goes on.
const DATABASE: &str = "
    function opened(use) {
        var request = indexedDB.open('a' + Math.random(), 1);
        request.onupgradeneeded = function () {
            request.result.createObjectStore('s').createIndex('i', 'n');
        };
        request.onsuccess = function () { use(request.result); };
    }
    function done(request) {
        return new Promise(function (resolve, reject) {
            request.onsuccess = function () { resolve(request.result); };
            request.onerror = function () { reject(request.error); };
        });
    }
    function failed(error) { tell(error.name); }";

async fn requests(setting: &Setting<'_>) -> Result<()> {
    // As `await` comes out of a compiler for ES5.
    let naive = format!(
        "{DATABASE} opened(function (database) {{
            var store = database.transaction('s', 'readwrite').objectStore('s');
            done(store.put({{ n: 1 }}, 'k')).then(function () {{ return done(store.get('k')); }})
                .then(function (value) {{ tell(value.n); }}, failed);
        }});"
    );
    let indexed = format!(
        "{DATABASE} opened(function (database) {{
            var index = database.transaction('s').objectStore('s').index('i');
            Promise.resolve().then(function () {{ return done(index.get(1)); }})
                .then(function () {{ tell('passed'); }}, failed);
        }});"
    );
    for place in [Page, Worker] {
        for script in [&naive, &indexed] {
            setting.expect(Gecko48, place, script, json!("TransactionInactiveError")).await?;
        }
        setting.expect(Gecko84, place, &naive, json!(1)).await?;
        setting.expect(Gecko84, place, &indexed, json!("passed")).await?;
    }
    Ok(())
}

async fn callbacks(setting: &Setting<'_>) -> Result<()> {
    // Begun in a promise's callback, gone on with in those of requests and of a cursor.
    let chain = format!(
        "{DATABASE} opened(function (database) {{
            Promise.resolve().then(function () {{
                var transaction = database.transaction('s', 'readwrite');
                var store = transaction.objectStore('s'), seen = [];
                store.put({{ n: 1 }}, 'k').onsuccess = function () {{
                    store.put({{ n: 2 }}, 'l').onsuccess = function () {{
                        var request = store.index('i').openCursor();
                        request.onsuccess = function () {{
                            if (!request.result) return;
                            seen.push(request.result.primaryKey);
                            request.result.continue();
                        }};
                    }};
                }};
                transaction.oncomplete = function () {{ tell(seen); }};
            }}).catch(failed);
        }});"
    );
    for place in [Page, Worker] {
        setting.expect(Gecko48, place, &chain, json!(["k", "l"])).await?;
    }
    Ok(())
}

async fn wait_until(setting: &Setting<'_>) -> Result<()> {
    let script = "
        var answers = [];
        function attempt(event, name) {
            try {
                event.waitUntil(Promise.resolve());
                answers.push(name);
            } catch (error) {
                answers.push(error.name + (error instanceof DOMException ? '' : '?'));
            }
        }
        self.addEventListener('install', function (event) {
            attempt(event, 'at once');
            event.waitUntil(new Promise(function (resolve) {
                Promise.resolve().then(function () { attempt(event, 'soon'); });
                setTimeout(function () {
                    attempt(event, 'later');
                    resolve();
                    tell(answers);
                }, 20);
            }));
        });";
    let late = "InvalidStateError";
    setting.expect(Gecko48, Worker, script, json!(["at once", late, late])).await?;
    setting.expect(Gecko84, Worker, script, json!(["at once", "soon", "later"])).await
}

async fn listeners(setting: &Setting<'_>) -> Result<()> {
    let script = "
        var heard = [];
        function hear(name) { return function () { heard.push(name); }; }
        var gone = hear('gone');
        addEventListener('focus', hear('with options'), { passive: true });
        addEventListener('focus', hear('once'), { once: true });
        addEventListener('focus', gone, { passive: true });
        removeEventListener('focus', gone, false);
        addEventListener('focus', hear('without'));
        document.documentElement.dispatchEvent(new Event('focus'));
        dispatchEvent(new Event('focus'));
        dispatchEvent(new Event('focus'));
        tell(heard.join());";
    let element = "with options,once,gone";
    let of_old = format!("{element},{element},without,{element},without");
    setting.expect(Gecko48, Page, script, json!(of_old)).await?;
    let of_today = "with options,once,without,with options,without";
    setting.expect(Gecko84, Page, script, json!(of_today)).await
}
