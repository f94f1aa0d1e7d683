//! Mounts the console. Everything else is in the library, where tests can mount it too.

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(fastexec_console::App);
}
