//! Keys, and where they go.

use crate::Browser;
use anyhow::bail;
use thirtyfour::prelude::*;

impl Browser {
    /// Presses a key where the focus is.
    pub async fn press(&self, key: impl Into<TypingData>) -> anyhow::Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Presses keys together where the focus is: modifiers are held until the end.
    pub async fn chord(&self, keys: impl Into<TypingData>) -> anyhow::Result<()> {
        Ok(self.driver.active_element().await?.send_keys(keys).await?)
    }

    /// The id or the text of what has the focus.
    pub async fn focused(&self) -> anyhow::Result<String> {
        let element = self.driver.active_element().await?;
        match element.id().await? {
            Some(id) if !id.is_empty() => Ok(id),
            _ => Ok(element.text().await?),
        }
    }

    /// Tabs until something of this id or text has the focus.
    pub async fn tab_to(&self, name: &str) -> anyhow::Result<()> {
        let mut seen = Vec::new();
        while seen.len() < 60 {
            let focused = self.focused().await?;
            if focused == name {
                return Ok(());
            }
            seen.push(focused);
            // In the editor Tab indents, but after Escape.
            if self.script("return !!document.activeElement.closest('.cm-content')").await? == true
            {
                self.press(Key::Escape + "").await?;
            }
            self.press(Key::Tab + "").await?;
        }
        bail!("Tab leads to {seen:?}, but not to {name}")
    }
}
