//! The console is embedded from `dist/`, which need not exist: a gateway without it says so on its page.

fn main() {
    println!("cargo:rerun-if-changed=../../dist");
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist");
    // The embedding macro wants the folder.
    if let Err(error) = std::fs::create_dir_all(dist) {
        println!("cargo:warning=can't make {dist}: {error}");
    }
}
