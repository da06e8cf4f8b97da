//! `phone`, where no screen is needed.

use std::fs;

use crate::command::kaipush;

/// It subscribes, is pushed to, and opens the app on the way to the picture.
#[test]
fn the_readme_s_picture_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    kaipush(folder.path(), &["phone", "--shot", "phone.png"]).works();
    let picture = fs::read(folder.path().join("phone.png")).unwrap();
    assert!(picture.starts_with(b"\x89PNG\r\n") && picture.len() > 10_000, "{}", picture.len());
}

/// The log begins with it.
#[test]
fn the_last_2_5_is_played() {
    let folder = tempfile::tempdir().unwrap();
    let told = kaipush(folder.path(), &["phone", "--kaios", "2.5.4", "--shot", "p.png"]).works();
    assert!(told.contains("kaios25-packaged, KAIOS/2.5.4"), "{told}");
}

#[test]
fn a_version_of_another_system_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["phone", "--for", "kaios3", "--kaios", "2.5.4", "--shot", "p.png"];
    let told = kaipush(folder.path(), &arguments).fails();
    assert!(told.contains("versions of 2.5, and kaios3-hosted is none"), "{told}");
}

#[test]
fn a_version_that_is_not_played_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told =
        kaipush(folder.path(), &["phone", "--kaios", "2.5.9", "--shot", "phone.png"]).misused();
    assert!(told.contains("no KaiOS `2.5.9`") && told.contains("2.5.1 and 2.5.4"), "{told}");
}

#[test]
fn an_app_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = kaipush(folder.path(), &["phone", "app", "--shot", "phone.png"]).fails();
    assert!(told.contains("there is no folder app: name the app's"), "{told}");
}
