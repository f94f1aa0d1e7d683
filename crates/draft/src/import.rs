//! From the text of a request to a draft.

use crate::ids::{Item, items};
use crate::request::number;
use crate::target::{ExpressionRow, SelectorRow, TopoNodeRow};
use crate::{Draft, Edit};
use fastexec_contract::json::{Document, Kind, SyntaxError, Value};
use fastexec_contract::rolling::normalise;
use fastexec_contract::{ScriptLanguage, base64_text};
use std::borrow::Cow;

/// A draft, and what it could not take over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub draft: Draft,
    /// Pointers to values that the form has no place for, or not as they are written. What is wrong with them is for
    /// the check of the same text to say.
    pub lost: Vec<String>,
}

impl Imported {
    /// A text that was made from a draft shows a mask for its secret: what is typed there stays.
    pub fn keep_secret(&mut self, before: &Draft) {
        let is_masked = self.draft.is_param_sensitive && before.is_param_sensitive;
        if is_masked && let Some(at) = self.lost.iter().position(|it| it == "/script_param") {
            self.lost.remove(at);
            self.draft.script_param.clone_from(&before.script_param);
        }
    }
}

/// Reads a request. What is wrong but can be typed is taken over as it is; nothing is put right.
pub fn from_request(text: &[u8]) -> Result<Imported, SyntaxError> {
    let document = Document::parse(text)?;
    let mut import = Import::default();
    let mut fields = Fields::of(document.root(), "", &mut import.lost);
    import.read(&mut fields);
    fields.close(&mut import.lost);
    Ok(Imported { draft: import.draft, lost: import.lost })
}

#[derive(Default)]
struct Import {
    draft: Draft,
    lost: Vec<String>,
}

impl Import {
    fn read(&mut self, fields: &mut Fields<'_>) {
        self.draft.script_version_id = fields.number("script_version_id", &mut self.lost);
        self.draft.script_id = fields.string("script_id", &mut self.lost);
        let language = fields.number("script_language", &mut self.lost);
        match language.parse().ok().and_then(ScriptLanguage::from_code) {
            Some(language) => self.draft.apply(Edit::Language(language)),
            None if language.is_empty() => {}
            None => self.lost.push("/script_language".to_owned()),
        }
        let content = fields.base64("script_content", &mut self.lost);
        if !content.is_empty() {
            self.draft.apply(Edit::Content(content));
        }
        self.draft.task_name = fields.string("task_name", &mut self.lost);
        self.draft.script_param = fields.base64("script_param", &mut self.lost);
        self.draft.timeout = fields.number("timeout", &mut self.lost);
        self.draft.account_alias = fields.string("account_alias", &mut self.lost);
        self.draft.account_id = fields.number("account_id", &mut self.lost);
        match fields.number("is_param_sensitive", &mut self.lost).as_str() {
            "" | "0" => {}
            "1" => self.draft.is_param_sensitive = true,
            _ => self.lost.push("/is_param_sensitive".to_owned()),
        }
        if let Some(mut target) = fields.object("execute_target", &mut self.lost) {
            self.read_target(&mut target);
            target.close(&mut self.lost);
        }
        if let Some(mut callback) = fields.object("callback", &mut self.lost) {
            self.draft.callback_url = callback.string("url", &mut self.lost);
            if self.draft.callback_url.is_empty() {
                self.lost.push("/callback".to_owned());
            }
            callback.close(&mut self.lost);
        }
        if let Some(mut rolling) = fields.object("rolling_config", &mut self.lost) {
            self.draft.is_rolling = true;
            self.draft.rolling_expression = rolling.read("expression", &mut self.lost, |value| {
                // The form folds blanks before it sends.
                value.string().filter(|text| normalise(text) == **text).map(Cow::into_owned)
            });
            self.draft.rolling_mode = rolling.number("mode", &mut self.lost);
            rolling.close(&mut self.lost);
        }
    }

    fn read_target(&mut self, target: &mut Fields<'_>) {
        self.draft.host_ids = target.ids("host_id_list", &mut self.lost);
        self.draft.container_ids = target.ids("container_id_list", &mut self.lost);
        let lost = &mut self.lost;
        self.draft.dynamic_groups =
            target.rows("host_dynamic_group_list", lost, |group, lost| group.string("id", lost));
        self.draft.topo_nodes = target.rows("host_topo_node_list", lost, |node, lost| {
            TopoNodeRow { node_type: node.string("node_type", lost), id: node.number("id", lost) }
        });
        self.draft.selectors =
            target.rows("container_label_selector_list", lost, |selector, lost| SelectorRow {
                topo_node_type: selector.string("topo_node_type", lost),
                topo_node_id: selector.number("topo_node_id", lost),
                expressions: selector.rows("label_selector_expr_list", lost, |expression, lost| {
                    ExpressionRow {
                        label_key: expression.string("label_key", lost),
                        operator: expression.string("operator", lost),
                        label_value: expression.string("label_value", lost),
                    }
                }),
            });
    }
}

/// The members of an object that nobody has asked for yet.
struct Fields<'d> {
    pointer: String,
    members: Vec<(String, Value<'d>)>,
}

impl<'d> Fields<'d> {
    /// No member for what is no object, which is lost then.
    fn of(value: Value<'d>, pointer: &str, lost: &mut Vec<String>) -> Fields<'d> {
        if value.kind() != Kind::Object {
            lost.push(pointer.to_owned());
        }
        let members =
            value.members().filter_map(|(key, value)| Some((key.string()?.into_owned(), value)));
        Fields { pointer: pointer.to_owned(), members: members.collect() }
    }

    /// The first of a name: a second one stays, and is lost. null is absent.
    fn take(&mut self, name: &str) -> Option<Value<'d>> {
        let index = self.members.iter().position(|(key, _)| key == name)?;
        let (_, value) = self.members.remove(index);
        (value.kind() != Kind::Null).then_some(value)
    }

    fn at(&self, name: &str) -> String {
        format!("{}/{}", self.pointer, name.replace('~', "~0").replace('/', "~1"))
    }

    /// Read when it can be; else lost.
    fn read<T: Default>(
        &mut self,
        name: &str,
        lost: &mut Vec<String>,
        read: impl FnOnce(Value<'d>) -> Option<T>,
    ) -> T {
        let Some(value) = self.take(name) else {
            return T::default();
        };
        read(value).unwrap_or_else(|| {
            lost.push(self.at(name));
            T::default()
        })
    }

    /// An empty text can't be told from an absent one in a form.
    fn string(&mut self, name: &str, lost: &mut Vec<String>) -> String {
        self.read(name, lost, |value| {
            value.string().filter(|text| !text.is_empty()).map(|text| text.into_owned())
        })
    }

    /// Integers of any length, and texts that a form would send as the same text.
    fn number(&mut self, name: &str, lost: &mut Vec<String>) -> String {
        self.read(name, lost, |value| match value.string() {
            Some(text) => {
                let is_same =
                    text.trim() == text && !text.is_empty() && number(&text).starts_with('"');
                is_same.then(|| text.into_owned())
            }
            None => is_integer(value).then(|| value.text().to_owned()),
        })
    }

    fn base64(&mut self, name: &str, lost: &mut Vec<String>) -> String {
        self.read(name, lost, |value| {
            let decoded = base64_text::decode(&value.string()?).ok()?;
            (!decoded.text.is_empty() && decoded.warnings.is_empty()).then_some(decoded.text)
        })
    }

    fn object(&mut self, name: &str, lost: &mut Vec<String>) -> Option<Fields<'d>> {
        let value = self.take(name)?;
        let fields = Fields::of(value, &self.at(name), lost);
        (value.kind() == Kind::Object).then_some(fields)
    }

    fn rows<T>(
        &mut self,
        name: &str,
        lost: &mut Vec<String>,
        mut read: impl FnMut(&mut Fields<'d>, &mut Vec<String>) -> T,
    ) -> Vec<T> {
        let items = self.array(name, lost);
        let mut rows = Vec::new();
        for (pointer, item) in items {
            let mut fields = Fields::of(item, &pointer, lost);
            rows.push(read(&mut fields, lost));
            fields.close(lost);
        }
        rows
    }

    /// Ids as a person would type them.
    fn ids(&mut self, name: &str, lost: &mut Vec<String>) -> String {
        let mut text = String::new();
        for (pointer, item) in self.array(name, lost) {
            let word = item.string();
            let word = match &word {
                // A text that reads as one wrong id is one; numbers in quotes would be put right.
                Some(word) if matches!(items(word).collect::<Vec<_>>()[..], [Item::Text(only)] if only == word) => {
                    word
                }
                None if is_integer(item) && !item.text().starts_with('-') => item.text(),
                _ => {
                    lost.push(pointer);
                    continue;
                }
            };
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(word);
        }
        text
    }

    /// The items of an array, each with its pointer. An empty one can't be told from an absent one.
    fn array(&mut self, name: &str, lost: &mut Vec<String>) -> Vec<(String, Value<'d>)> {
        let Some(value) = self.take(name) else {
            return Vec::new();
        };
        let at = self.at(name);
        let items: Vec<_> = value
            .items()
            .enumerate()
            .map(|(index, item)| (format!("{at}/{index}"), item))
            .collect();
        if items.is_empty() {
            lost.push(at);
        }
        items
    }

    /// Whatever is left has no place in the form.
    fn close(self, lost: &mut Vec<String>) {
        for (name, _) in &self.members {
            lost.push(self.at(name));
        }
    }
}

fn is_integer(value: Value<'_>) -> bool {
    matches!(value.kind(), Kind::Integer | Kind::HugeInteger)
}
