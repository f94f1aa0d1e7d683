//! The script's editor: what is typed is what is sent, with it and without it, and no key is lost in it.

use fastexec_e2e::{Browser, Product};
use serde_json::json;
use thirtyfour::prelude::*;

const EDITOR: &str = "#script_content.cm-content";
const AREA: &str = "textarea#script_content";

/// What would be sent.
async fn script_of(browser: &Browser) -> anyhow::Result<String> {
    const DECODED: &str = "const { script_content: text = '' } = JSON.parse(document.querySelector('.preview').textContent);
        return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(atob(text), (it) => it.charCodeAt(0)));";
    Ok(browser.script(DECODED).await?.as_str().unwrap_or_default().to_owned())
}

async fn expect_script(browser: &Browser, expected: &str) -> anyhow::Result<()> {
    let what = format!("the script {expected:?}");
    browser
        .wait_for(&what, async || (script_of(browser).await.ok()? == expected).then_some(()))
        .await
}

/// Chooses a file, given as JavaScript: the parts of its content, and its name.
async fn open_file(browser: &Browser, content: &str, name: &str) -> anyhow::Result<()> {
    let script = format!(
        "const data = new DataTransfer();
        data.items.add(new File([{content}], '{name}'));
        const input = document.querySelector('.file-drop input');
        input.files = data.files;
        input.dispatchEvent(new Event('change'));"
    );
    browser.script(&script).await?;
    Ok(())
}

#[tokio::test]
async fn typed_searched_and_left_by_keys_alone() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "zh-CN").await?;
        browser.find(EDITOR).await?;
        browser.tab_to("script_content").await?;
        browser.press("if true; then").await?;
        browser.press(Key::Enter + "").await?;
        browser.press("echo 完成").await?;
        expect_script(browser, "if true; then\necho 完成").await?;
        browser.find(".tok-keyword").await?;

        // Keys of the page and of the browser come through.
        browser
            .script(
                "window.taken = [];
                document.querySelector('code-editor').addEventListener('keydown', (event) => {
                    if (event.defaultPrevented) taken.push(event.key);
                });",
            )
            .await?;
        browser.chord(Key::F2 + "").await?;
        browser.chord(Key::F3 + "").await?;
        browser.chord(Key::Control + "k").await?;
        browser.find("#palette-search").await?;
        browser.press(Key::Escape + "").await?;
        browser.gone("dialog[open]").await?;
        browser.script("document.querySelector('.cm-content').focus()").await?;
        browser.chord(Key::Control + Key::Enter).await?;
        browser.script("document.querySelector('.cm-content').focus()").await?;
        assert_eq!(browser.script("return taken").await?, json!([]));
        expect_script(browser, "if true; then\necho 完成").await?;

        // Tab indents, and after Escape it leaves.
        browser.press(Key::Tab + "").await?;
        expect_script(browser, "if true; then\necho 完成    ").await?;
        browser.chord(Key::Control + "z").await?;
        expect_script(browser, "if true; then\necho 完成").await?;
        let described = browser
            .script("return document.activeElement.getAttribute('aria-describedby')")
            .await?;
        assert!(described.to_string().contains("script_content-keys"), "{described}");
        browser.press(Key::Escape + "").await?;
        browser.press(Key::Tab + "").await?;
        assert_eq!(browser.focused().await?, "全屏");
        browser.press(Key::Enter + "").await?;
        browser.find(".editor.is-full").await?;
        browser.find(".top-bar[inert]").await?;
        browser.press(Key::Escape + "").await?;
        browser.find(".editor:not(.is-full)").await?;
        assert!(!browser.is_there("[inert]").await?);

        browser.find(EDITOR).await?.click().await?;
        browser.chord(Key::Control + "f").await?;
        browser.press("echo").await?;
        browser.find(".cm-searchMatch").await?;
        let words = browser.text(".cm-search").await?;
        assert!(!words.contains(|letter: char| letter.is_ascii_alphabetic()), "{words}");
        browser.axe("the search panel").await?;
        browser.press(Key::Escape + "").await?;
        assert_eq!(browser.focused().await?, "script_content");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_it_the_text_area_does() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.devtools("Network.enable", json!({}))?;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*/editor.js"] }))?;
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.fill("script_content", "echo plainly").await?;
        browser.find(AREA).await?;
        browser.axe("the plain text area").await?;
        browser.fill("account_id", "1000").await?;
        browser.fill("host_ids", "101").await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.button("Run").await?.click().await?;
        browser.text_with(".log-text", "plainly").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_that_comes_late_takes_nothing_out_of_hands() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        // Requests that are held back until they are let go.
        let held = json!({ "patterns": [{ "urlPattern": "*/editor.js" }] });
        browser.devtools("Fetch.enable", held)?;
        browser.open(&product.link).await?;
        browser.find(AREA).await?.click().await?;
        browser.press("echo one").await?;
        browser.devtools("Fetch.disable", json!({}))?;
        browser.editor_settled().await?;
        browser.press(" two").await?;
        assert!(browser.find(AREA).await?.is_displayed().await?);
        assert_eq!(browser.focused().await?, "script_content");
        browser.find("#account_id").await?.click().await?;
        browser.text_with(EDITOR, "echo one two").await?;
        expect_script(browser, "echo one two").await
    })
    .await
}

#[tokio::test]
async fn a_file_is_sent_byte_for_byte() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.find(EDITOR).await?;
        open_file(browser, r#""\ufeffprint(1)\r\nprint(2)\r\n""#, "job.PY").await?;
        expect_script(browser, "\u{feff}print(1)\r\nprint(2)\r\n").await?;
        browser.text_with(".preview", "\"script_language\": 4").await?;
        // What is typed ends as the other lines do.
        browser.find(EDITOR).await?.click().await?;
        browser.chord(Key::Control + Key::End).await?;
        browser.press("print(3)").await?;
        browser.press(Key::Enter + "").await?;
        expect_script(browser, "\u{feff}print(1)\r\nprint(2)\r\nprint(3)\r\n").await?;
        browser.button("Convert to LF").await?.click().await?;
        expect_script(browser, "\u{feff}print(1)\nprint(2)\nprint(3)\n").await?;

        open_file(browser, "new Uint8Array([101, 99, 104, 111, 32, 0xc4, 0xe3])", "gbk.sh").await?;
        browser.text_with(".file-drop [role=alert]", "from byte 5 on").await?;
        open_file(browser, "new Uint8Array(16777216)", "long.sh").await?;
        browser.text_with(".file-drop [role=alert]", "16,777,215").await?;
        expect_script(browser, "\u{feff}print(1)\nprint(2)\nprint(3)\n").await?;

        // Dropped on the editor, which would insert it.
        browser
            .script(
                "const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File(['echo dropped'], 'x.sh'));
                const options = { bubbles: true, cancelable: true, dataTransfer };
                document.querySelector('#script_content').dispatchEvent(new DragEvent('drop', options));",
            )
            .await?;
        expect_script(browser, "echo dropped").await?;
        browser.text_with(".preview", "\"script_language\": 1").await?;
        assert_eq!(browser.text(".file-drop [role=alert]").await?, "");
        // Undoing in one language does not lead to the text of another.
        browser.find(EDITOR).await?.click().await?;
        browser.chord(Key::Control + "z").await?;
        browser.press("#").await?;
        let script = script_of(browser).await?;
        assert!(!script.contains("print"), "{script}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_input_method_composes_undisturbed() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.find(EDITOR).await?.click().await?;
        browser.press("echo ").await?;
        for text in ["n", "ni", "ni'h", "ni'hao"] {
            let composed =
                json!({ "text": text, "selectionStart": text.len(), "selectionEnd": text.len() });
            browser.devtools("Input.imeSetComposition", composed)?;
            expect_script(browser, &format!("echo {text}")).await?;
        }
        browser.devtools("Input.insertText", json!({ "text": "你好" }))?;
        expect_script(browser, "echo 你好").await?;
        browser.press(" world").await?;
        expect_script(browser, "echo 你好 world").await?;
        assert_eq!(browser.text(EDITOR).await?, "echo 你好 world");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_the_page_marks_is_underlined() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.fill("script_content", "echo; reboot").await?;
        browser
            .script(r#"document.querySelector("code-editor textarea").dataset.marks = '[[6, 12, "restarts <b>"], [9, 99, "?"]]'"#)
            .await?;
        let mark = browser.find(".editor-mark").await?;
        assert_eq!(mark.text().await?, "reboot");
        assert_eq!(mark.attr("title").await?.as_deref(), Some("restarts <b>"));
        // It stays with its text.
        browser.chord(Key::Control + Key::Home).await?;
        browser.press("sleep 1; ").await?;
        expect_script(browser, "sleep 1; echo; reboot").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_dangerous_is_underlined() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.fill("script_content", "echo fine\nrm -rf /\n").await?;
        let mark = browser.find(".editor-mark").await?;
        assert_eq!(mark.text().await?, "rm -rf /");
        let said = mark.attr("title").await?.unwrap_or_default();
        browser.text_with(".hints", &said).await?;
        assert!(said.contains("rm -rf /"), "{said}");
        Ok(())
    })
    .await
}
