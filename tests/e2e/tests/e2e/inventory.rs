//! What an inventory file makes of the page: lists that are longer than a page of them, and more scopes than one.

use fastexec_e2e::{Browser, Product};
use std::fmt::Write as _;
use std::process::Command;

/// Hosts of scope biz/1, and the user of this process as account 1000.
pub(crate) fn of_hosts(ids: impl Iterator<Item = i64>) -> anyhow::Result<String> {
    let user = String::from_utf8(Command::new("id").arg("-un").output()?.stdout)?;
    let mut text = format!(
        "[[scope]]\ntype = \"biz\"\nid = 1\n[[account]]\nid = 1000\nalias = \"{}\"\n",
        user.trim()
    );
    for id in ids {
        let [.., one, two, three] = id.to_be_bytes();
        write!(text, "[[host]]\nid = {id}\nip = \"10.{one}.{two}.{three}\"\n")?;
    }
    Ok(text)
}

pub(crate) fn start(text: &str) -> anyhow::Result<(Product, tempfile::TempDir)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("inventory.toml");
    std::fs::write(&file, text)?;
    let product = Product::start_with(&["--inventory", &file.to_string_lossy()])?;
    Ok((product, folder))
}

#[tokio::test]
async fn long_lists_come_in_pages() -> anyhow::Result<()> {
    let (product, _folder) = start(&of_hosts(1001..=1250)?)?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.button("Choose hosts…").await?.click().await?;
        for shown in ["100 of 250", "200 of 250"] {
            browser.text_with("dialog[open]", shown).await?;
            browser.button("More").await?.click().await?;
        }
        browser.text_with("dialog[open]", "250 of 250").await?;
        browser.find(".picker-list li:first-child input").await?.click().await?;
        browser.find(".picker-list li:last-child input").await?.click().await?;
        browser.button("Add 2").await?.click().await?;
        browser.text_with(".preview", "[1001, 1250]").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_scope_is_chosen_and_kept() -> anyhow::Result<()> {
    let (product, _folder) = start(
        "[[scope]]\ntype = \"biz\"\nid = 2\n[[scope]]\ntype = \"biz_set\"\nid = 3\nname = \"All\"\n\
         [[host]]\nid = 1001\nip = \"127.0.1.1\"\n",
    )?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.find(".segment:nth-of-type(2)").await?.click().await?;
        browser.text_with(".preview", "/biz/2/").await?;
        browser.find(".top-bar-scope option:nth-child(2)").await?.click().await?;
        browser.find("#script_content").await?;
        browser.find(".segment:nth-of-type(2)").await?.click().await?;
        browser.text_with(".preview", "/biz_set/3/").await?;
        browser.reload().await?;
        browser.find(".segment:nth-of-type(2)").await?.click().await?;
        browser.text_with(".preview", "/biz_set/3/").await?;
        Ok(())
    })
    .await
}
