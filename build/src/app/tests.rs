use super::*;

/// A product and an app in a folder of their own.
fn scene(app: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let product = [
        ("product/sw.js", "importScripts(\"kaipush-sw-01234567.js\");\n"),
        ("product/kaipush-sw-01234567.js", "worker"),
        ("product/sw-small.js", "importScripts(\"kaipush-sw-small-89abcdef.js\");\n"),
        ("product/kaipush-sw-small-89abcdef.js", "import('kaipush-sw-small-core-00112233.js')"),
        ("product/kaipush-sw-small-core-00112233.js", "core"),
        ("product/kaipush.js", "page"),
        ("product/kaipush.mjs", "module"),
    ];
    for (name, text) in product.iter().chain(app) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn installed(folder: &Path) -> Result<PathBuf> {
    let out = folder.join("out");
    install(&folder.join("product"), &folder.join("app"), &out).map(|()| out)
}

#[test]
fn an_app_without_a_worker_gets_the_products() {
    let folder = scene(&[("app/index.html", "<p>"), ("app/style/app.css", "p{}")]);
    let out = installed(folder.path()).unwrap();
    assert_eq!(
        fs::read_to_string(out.join("sw.js")).unwrap(),
        "importScripts(\"kaipush-sw-01234567.js\");\n"
    );
    for name in ["index.html", "style/app.css", "kaipush.js", "kaipush-sw-01234567.js"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    assert!(
        !out.join("kaipush.mjs").exists(),
        "bundlers take the module from the package, apps carry no use of it"
    );
}

#[test]
fn an_app_whose_worker_has_another_name_gets_no_second_one() {
    let folder = scene(&[("app/js/sw.js", "importScripts('/kaipush-sw.js');")]);
    let out = installed(folder.path()).unwrap();
    let own = fs::read_to_string(out.join("js/sw.js")).unwrap();
    assert_eq!(own, "importScripts('/kaipush-sw-01234567.js');");
    assert!(out.join("kaipush-sw-01234567.js").is_file() && !out.join("sw.js").exists());
}

#[test]
fn an_apps_own_worker_imports_the_hashed_one() {
    let folder = scene(&[("app/sw.js", "importScripts('kaipush-sw.js'); self.onfetch = null;")]);
    let out = installed(folder.path()).unwrap();
    assert_eq!(
        fs::read_to_string(out.join("sw.js")).unwrap(),
        "importScripts('kaipush-sw-01234567.js'); self.onfetch = null;"
    );
}

#[test]
fn only_the_imported_worker_comes_along() {
    let small = ["kaipush-sw-small-89abcdef.js", "kaipush-sw-small-core-00112233.js"];
    let full = ["kaipush-sw-01234567.js"];
    for (import, there, gone) in [
        ("importScripts('kaipush-sw-small.js');", &small[..], &full[..]),
        ("importScripts('kaipush-sw.js');", &full[..], &small[..]),
    ] {
        let folder = scene(&[("app/sw.js", import)]);
        let out = installed(folder.path()).unwrap();
        assert!(there.iter().all(|name| out.join(name).is_file()), "{import}");
        assert!(!gone.iter().any(|name| out.join(name).exists()), "{import}");
        assert!(!out.join("sw-small.js").exists(), "an app has one sw.js");
        let entry = fs::read_to_string(out.join("sw.js")).unwrap();
        assert_eq!(entry, format!("importScripts('{}');", there[0]));
    }
}

#[test]
fn a_worker_that_never_imports_is_an_error() {
    let folder = scene(&[("app/sw.js", "self.onfetch = null;")]);
    let error = installed(folder.path()).unwrap_err().to_string();
    assert!(error.contains("never imports the worker"), "{error}");
    let app = folder.path().join("app");
    let before = || imports_worker(&app, &["kaipush-sw.js", "kaipush-sw-small.js"]);
    assert!(before().unwrap_err().to_string().contains("write importScripts(\"kaipush-sw.js\");"));
    fs::write(app.join("more.js"), "importScripts('kaipush-sw-small.js');").unwrap();
    before().unwrap();
}

#[test]
fn a_missing_product_is_named() {
    let folder = scene(&[("app/index.html", "")]);
    let error = install(
        &folder.path().join("nowhere"),
        &folder.path().join("app"),
        &folder.path().join("out"),
    )
    .unwrap_err();
    assert!(error.to_string().contains("cargo xtask dist"), "{error}");
}

/// What is in the folder beside product and app.
fn left(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|one| one.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| !matches!(&**name, "app" | "product")).collect()
}

#[test]
fn the_apps_own_folder_is_no_place_to_install_to() {
    let folder = scene(&[("app/index.html", "")]);
    let app = folder.path().join("app");
    for out in [app.join("out"), app.join("deep/out"), app.join("../app/out")] {
        let error = install(&folder.path().join("product"), &app, &out).unwrap_err().to_string();
        assert!(error.contains("is inside the app's own folder"), "{error}");
    }
    assert_eq!(fs::read_dir(&app).unwrap().count(), 1, "only its index.html");
}

#[test]
fn what_fails_leaves_nothing_in_the_way_of_the_next_try() {
    let folder = scene(&[("app/index.html", ""), ("app/sw.js", "self.onfetch = null;")]);
    installed(folder.path()).unwrap_err();
    assert_eq!(left(folder.path()), [""; 0]);
    fs::create_dir(folder.path().join("out")).unwrap();
    installed(folder.path()).unwrap_err();
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 0);

    fs::write(folder.path().join("app/sw.js"), "importScripts('kaipush-sw.js');").unwrap();
    let out = installed(folder.path()).unwrap();
    assert_eq!(left(folder.path()), ["out"]);
    assert_eq!(left(&out).len(), 4, "{:?}", left(&out));
    // And what is there is nobody's to overwrite.
    let error = installed(folder.path()).unwrap_err().to_string();
    assert!(error.contains("out is not empty"), "{error}");
    assert!(out.join("index.html").is_file());
}

#[test]
fn what_is_no_part_of_an_app_stays_at_home() {
    let folder = scene(&[
        ("app/index.html", ""),
        ("app/.env", "secret"),
        ("app/js/.git/config", ""),
        ("app/node_modules/left/index.js", ""),
    ]);
    let out = installed(folder.path()).unwrap();
    assert!(out.join("index.html").is_file());
    for name in [".env", "js", "node_modules"] {
        assert!(!out.join(name).exists(), "{name}");
    }
}

#[test]
fn a_commented_import_is_none() {
    for comment in
        ["// importScripts('kaipush-sw.js');", "/*\n * importScripts('kaipush-sw.js');\n */"]
    {
        let folder = scene(&[("app/sw.js", comment)]);
        let error = installed(folder.path()).unwrap_err().to_string();
        assert!(error.contains("never imports the worker"), "{comment}: {error}");
    }
}

#[test]
fn a_worker_that_is_imported_from_elsewhere_is_named() {
    for (import, is_there) in [
        ("importScripts('js/kaipush-sw.js');", false),
        ("importScripts(\n  '/lib/kaipush-sw-small.js');", false),
        ("importScripts('./kaipush-sw.js');", true),
        ("importScripts('/kaipush-sw.js');", true),
        // Wherever that is.
        ("importScripts('https://app.example/js/kaipush-sw.js');", true),
    ] {
        let folder = scene(&[("app/sw.js", import)]);
        match installed(folder.path()) {
            Ok(_) => assert!(is_there, "{import}"),
            Err(error) => {
                assert!(!is_there && error.to_string().contains("will not be there"), "{error}");
            }
        }
    }
    let folder = scene(&[("app/sw.js", "importScripts('js/kaipush-sw.js');")]);
    let error = installed(folder.path()).unwrap_err().to_string();
    assert!(error.contains("sw.js imports js/kaipush-sw-01234567.js"), "{error}");
}

#[test]
fn a_copy_is_changed_where_it_is_text() {
    let folder = scene(&[("app/js/app.js", "old"), ("app/icon.png", "old"), ("app/.env", "")]);
    let [app, out] = ["app", "copy"].map(|name| folder.path().join(name));
    let change = |text: String| text.replace("old", "new");
    let more = |folder: &Path| Ok(fs::write(folder.join("more"), "")?);
    copy(&app, &out, &["js"], change, more).unwrap();
    assert!(out.join("more").is_file());
    assert_eq!(fs::read_to_string(out.join("js/app.js")).unwrap(), "new");
    assert_eq!(fs::read_to_string(out.join("icon.png")).unwrap(), "old");
    assert!(!out.join(".env").exists());
    let error = copy(&app, &out, &[], |text| text, |_| Ok(())).unwrap_err().to_string();
    assert!(error.contains("is not empty"), "{error}");
}

#[test]
fn a_link_in_circles_is_refused_by_its_name() {
    let folder = scene(&[("app/js/app.js", "")]);
    let app = folder.path().join("app");
    std::os::unix::fs::symlink(&app, app.join("js/around")).unwrap();
    // Another one, and a folder twice, are no circles.
    std::os::unix::fs::symlink(folder.path().join("product"), app.join("other")).unwrap();
    let error = files(&app).unwrap_err().to_string();
    assert!(error.contains("js/around is a link to a folder that it lies in"), "{error}");
    fs::remove_file(app.join("js/around")).unwrap();
    assert!(files(&app).unwrap().contains(&app.join("other/kaipush.js")));
}

#[test]
fn what_can_be_no_part_of_an_app_is_refused_by_its_name() {
    let folder = scene(&[("app/index.html", "")]);
    let odd = folder.path().join("app/odd");
    std::os::unix::fs::symlink("nowhere", &odd).unwrap();
    let error = files(&folder.path().join("app")).unwrap_err().to_string();
    assert!(error.contains("app/odd: it is a link to nothing"), "{error}");
    fs::remove_file(&odd).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(&odd).unwrap();
    let error = files(&folder.path().join("app")).unwrap_err().to_string();
    assert!(error.contains("app/odd is neither a file nor a folder"), "{error}");
}

#[test]
fn a_file_is_no_place_for_an_app() {
    let folder = scene(&[("app/index.html", ""), ("out", "")]);
    let error = installed(folder.path()).unwrap_err().to_string();
    assert!(error.contains("is no folder: choose another name"), "{error}");
}
