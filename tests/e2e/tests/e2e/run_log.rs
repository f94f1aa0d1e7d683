//! The log: whatever scripts print is shown as text, found, copied and downloaded as it is.

use crate::runs::{base64, open, shell};
use fastexec_e2e::{Browser, Product};
use thirtyfour::prelude::*;

/// A script that prints these very bytes.
fn prints(bytes: &[u8]) -> String {
    format!("printf %s '{}' | base64 -d", base64(bytes))
}

#[tokio::test]
async fn hostile_output_is_text() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let mut bytes = b"<img src=x onerror=\"document.title='pwned'\"><script>alert(1)</script>\n".to_vec();
        bytes.extend(b"\x1b]0;pwned\x07\x1b[31mred\x1b[0m \x1b[2J\x00\x85\xff\xfe\n");
        bytes.extend("\u{202e}gpj.exe 中文 😀\n".as_bytes());
        let job = open(browser, &product, &shell(&prints(&bytes), &[101])).await?;
        let text = browser.text_with(".log-text", "😀").await?;
        let expected = "<img src=x onerror=\"document.title='pwned'\"><script>alert(1)</script>\n\
            ␛]0;pwned␇red ␛[2J␀\u{fffd}\u{fffd}\u{fffd}\n\u{202e}gpj.exe 中文 😀\n";
        assert_eq!(text, expected);
        assert!(!browser.is_there(".log-text img, .log-text script").await?);
        assert_eq!(browser.script("return document.title").await?, "fastexec");
        // The download is what was printed.
        let path = format!(
            "/open/api/scope/biz/1/jobInstance/{job}/stepInstance/{}/log/download?type=1&resource_id=101",
            job + 1
        );
        assert_eq!(product.get(&path)?, bytes);
        let link = browser.find(".log-tools a[download]").await?.attr("href").await?.unwrap_or_default();
        assert!(link.starts_with(&path), "{link}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn gbk_is_read_when_it_is_chosen() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = prints(b"\xd6\xd0\xce\xc4 ok\n");
        open(browser, &product, &shell(&script, &[101])).await?;
        browser.text_with(".log-text", "\u{fffd}").await?;
        browser.choose("#log-encoding", "gbk").await?;
        browser.text_with(".log-text", "中文 ok").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_character_in_two_pieces_is_one() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "printf 'a\\344\\270'; sleep 2; printf '\\255b\\n'; echo end";
        open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".log-text", "a").await?;
        let text = browser.text_with(".log-text", "end").await?;
        assert_eq!(text, "a中b\nend\n");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_line_of_any_length_is_many_rows() -> anyhow::Result<()> {
    let product = Product::start_with(&["--max-output", "104857600"])?;
    Browser::with(async |browser| {
        let script = "head -c 52428800 /dev/zero | tr '\\0' x; echo; echo end";
        open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".log-size", "2 lines, 50.0 MiB").await?;
        browser.find("#log-screen").await?.send_keys(Key::End + "").await?;
        browser.text_with(".log-text", "end\n").await?;
        let elements = browser.script("return document.querySelectorAll('*').length").await?;
        assert!(elements.as_u64().is_some_and(|count| count < 2000), "{elements}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reader_who_went_up_is_left_alone() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "seq 2000; while [ ! -e go ]; do sleep 0.1; done; seq 3001 3500; sleep 1; seq 3501 4000; exec sleep 60";
        open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".log-text", "2000\n").await?;
        let screen = browser.find("#log-screen").await?;
        screen.send_keys(Key::Home + "").await?;
        browser.text_with(".log-text", "1\n2\n").await?;
        browser.button("Host 101").await?;
        std::fs::write(product.data_dir().join("objects/host-101/go"), "")?;
        // What comes is counted, and moves nothing.
        browser.text_with(".log-pill", "1,000 new lines").await?;
        assert_eq!(browser.script("return document.querySelector('#log-screen').scrollTop").await?, 0);
        assert!(browser.text(".log-text").await?.starts_with("1\n2\n"));
        browser.find(".log-pill").await?.click().await?;
        browser.text_with(".log-text", "4000\n").await?;
        assert!(!browser.is_there(".log-pill").await?);
        Ok(())
    })
    .await
}

/// Screen readers hear how much has come, and not each line.
#[tokio::test]
async fn what_comes_fast_is_announced_as_a_sum() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "while :; do echo a line; sleep 0.05; done";
        open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".log-text", "a line\n").await?;
        let said = browser.text_with(".log .visually-hidden[role=status]", "new lines").await?;
        assert!(!said.contains("a line"), "{said}");
        let heard = "return !!document.querySelector('.log-text').closest('[aria-live], [role=log], [role=status], [role=alert]')";
        assert_eq!(browser.script(heard).await?, false);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn found_in_all_lines_and_linked() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "seq 5000; echo 'the Needle is here'; seq 5000; echo needle";
        let job = open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".log-size", "10,002 lines").await?;
        browser.find("#log-screen").await?.send_keys(Key::Control + "f").await?;
        browser
            .wait_for("the focus", async || {
                (browser.focused().await.ok()? == "log-find").then_some(())
            })
            .await?;
        browser.press("needle").await?;
        browser.text_with(".find-result", "1 of 2").await?;
        browser.text_with(".log-text", "the Needle is here").await?;
        assert_eq!(browser.text("mark.is-current").await?, "Needle");
        browser.press(Key::Enter + "").await?;
        browser.text_with(".find-result", "2 of 2").await?;
        browser.button("Aa").await?.click().await?;
        browser.text_with(".find-result", "1 of 1").await?;
        browser.press(Key::Escape + "").await?;
        // A line has an address.
        browser.open(&format!("{}/runs/{job}?object=1-101#L5001", product.origin)).await?;
        browser.reload().await?;
        browser.text_with(".log-row.is-marked", "the Needle is here").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn copied_without_colours_and_numbers() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "printf '\\033[1;31mred\\033[0m and plain\\nsecond\\n'";
        open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".log-text", "second").await?;
        let copied = browser
            .script(
                "const rows = document.querySelectorAll('.log-row');
                 const selection = getSelection();
                 selection.setBaseAndExtent(rows[0], 0, rows[1], rows[1].childNodes.length);
                 const data = new DataTransfer();
                 rows[0].dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
                 return data.getData('text/plain');",
            )
            .await?;
        assert_eq!(copied, "red and plain\nsecond\n");
        assert_eq!(browser.script("return getComputedStyle(document.querySelector('.log-row span')).fontWeight").await?, "700");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_dropped_is_said() -> anyhow::Result<()> {
    let product = Product::start_with(&["--max-output", "1048576"])?;
    Browser::with(async |browser| {
        let script = "seq 400000; echo end";
        open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".run-state", "Succeeded").await?;
        browser.find("#log-screen").await?.send_keys(Key::End + "").await?;
        browser.text_with(".log-text", "end\n").await?;
        browser.button("Find").await?.click().await?;
        // The first line that is kept whole after the gap is far behind the last one before it.
        browser.fill("log-find", "90000").await?;
        browser.text_with(".find-result", "1 of").await?;
        browser.press(Key::Escape + "").await?;
        // The last line before the gap is one of these.
        browser.fill("log-line", "89230").await?;
        browser.find("#log-line").await?.send_keys(Key::Enter + "").await?;
        browser.text_with(".log-row.is-gap", "bytes were dropped here").await?;
        Ok(())
    })
    .await
}
