//! What is not wrong and still worth a second look, and how much of a look a run needs.

use crate::Draft;
use crate::danger::{Danger, dangers};
use crate::id_list::IdList;

/// Targets from which on a run without batches is pointed out.
pub const MANY_TARGETS: u64 = 100;

/// Targets at which a person types their number before it runs.
pub const TYPED_TARGETS: u64 = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Over [`MANY_TARGETS`], all at once.
    ManyAtOnce {
        count: u64,
    },
    /// A node that stands for everything in the scope; the pointer of the item in the request.
    WholeScope {
        pointer: String,
    },
    Danger(Danger),
}

/// How a run is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confirmation {
    /// One target: it runs.
    None,
    Asked,
    /// The number of targets is typed.
    Typed,
}

/// `count` is `None` when nobody could say how many there are.
pub fn confirmation(count: Option<u64>, is_privileged: bool, is_flagged: bool) -> Confirmation {
    match count {
        _ if is_privileged && is_flagged => Confirmation::Typed,
        Some(0 | 1) => Confirmation::None,
        Some(count) if count < TYPED_TARGETS => Confirmation::Asked,
        _ => Confirmation::Typed,
    }
}

/// Whether a user may do everything on its machine.
pub fn is_privileged(user: &str) -> bool {
    user == "root" || ["administrator", "system"].iter().any(|it| user.eq_ignore_ascii_case(it))
}

/// What a draft names, each thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    pub hosts: IdList,
    pub containers: IdList,
    pub groups: usize,
    pub nodes: usize,
    pub selectors: usize,
}

impl Targets {
    /// Hosts and containers that are named by their ids.
    pub fn explicit(&self) -> u64 {
        self.hosts.count().saturating_add(self.containers.count())
    }

    /// The number of targets, when the ids alone say it.
    pub fn count(&self) -> Option<u64> {
        (self.groups + self.nodes + self.selectors == 0).then(|| self.explicit())
    }
}

impl Draft {
    pub fn targets(&self) -> Targets {
        Targets {
            hosts: IdList::read(&self.host_ids),
            containers: IdList::read(&self.container_ids),
            groups: self.dynamic_groups.len(),
            nodes: self.topo_nodes.len(),
            selectors: self.selectors.len(),
        }
    }

    /// `count` is the number of targets, if it is known.
    pub fn hints(&self, count: Option<u64>) -> Vec<Hint> {
        let is_whole = |kind: &str| kind.trim() == "biz";
        let nodes = self.topo_nodes.iter().map(|row| row.node_type.as_str());
        let selectors = self.selectors.iter().map(|row| row.topo_node_type.as_str());
        let mut hints = Vec::new();
        if self.runs_content() {
            hints.extend(dangers(self.language(), self.content()).into_iter().map(Hint::Danger));
        }
        for (index, _) in nodes.enumerate().filter(|(_, kind)| is_whole(kind)) {
            hints.push(Hint::WholeScope {
                pointer: format!("/execute_target/host_topo_node_list/{index}"),
            });
        }
        for (index, _) in selectors.enumerate().filter(|(_, kind)| is_whole(kind)) {
            let pointer = format!("/execute_target/container_label_selector_list/{index}");
            hints.push(Hint::WholeScope { pointer });
        }
        if let Some(count) = count.filter(|count| *count > MANY_TARGETS && !self.is_rolling) {
            hints.push(Hint::ManyAtOnce { count });
        }
        hints
    }

    /// Whether no stored script stands in for the one that is typed.
    fn runs_content(&self) -> bool {
        self.script_version_id.trim().is_empty() && self.script_id.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Confirmation::{Asked, None as Not, Typed};
    use super::{Hint, confirmation, is_privileged};
    use crate::{Draft, Edit, SelectorRow, TopoNodeRow};

    #[test]
    fn levels() {
        for (count, is_privileged, is_flagged, level) in [
            (Some(1), false, false, Not),
            (Some(1), true, false, Not),
            (Some(1), false, true, Not),
            (Some(1), true, true, Typed),
            (Some(2), true, false, Asked),
            (Some(99), false, true, Asked),
            (Some(99), true, true, Typed),
            (Some(100), false, false, Typed),
            (None, false, false, Typed),
        ] {
            assert_eq!(confirmation(count, is_privileged, is_flagged), level, "{count:?}");
        }
        for (user, expected) in
            [("root", true), ("Administrator", true), ("roots", false), ("Root", false)]
        {
            assert_eq!(is_privileged(user), expected, "{user}");
        }
    }

    #[test]
    fn hints_come_in_the_order_of_the_form() {
        let mut draft = Draft::default();
        assert_eq!(draft.hints(Some(100)), []);
        draft.apply(Edit::Content("true\nreboot".to_owned()));
        draft.apply(Edit::TopoNodes(vec![
            TopoNodeRow { node_type: "set".to_owned(), id: "1".to_owned() },
            TopoNodeRow { node_type: "biz".to_owned(), id: "1".to_owned() },
        ]));
        draft.apply(Edit::Selectors(vec![SelectorRow {
            topo_node_type: "biz".to_owned(),
            ..SelectorRow::default()
        }]));
        let hints = draft.hints(Some(101));
        assert!(matches!(&hints[0], Hint::Danger(danger) if danger.line == 2));
        let whole = |list: &str, index: usize| Hint::WholeScope {
            pointer: format!("/execute_target/{list}/{index}"),
        };
        assert_eq!(
            hints[1..],
            [
                whole("host_topo_node_list", 1),
                whole("container_label_selector_list", 0),
                Hint::ManyAtOnce { count: 101 }
            ]
        );
        draft.apply(Edit::IsRolling(true));
        draft.apply(Edit::ScriptId("x".to_owned()));
        assert_eq!(draft.hints(Some(101)).len(), 2);
    }

    #[test]
    fn counts() {
        let mut draft = Draft::default();
        draft.apply(Edit::HostIds("1-5 3".to_owned()));
        draft.apply(Edit::ContainerIds("7".to_owned()));
        assert_eq!(draft.targets().count(), Some(6));
        draft.apply(Edit::DynamicGroups(vec!["g".to_owned()]));
        assert_eq!((draft.targets().count(), draft.targets().explicit()), (None, 6));
    }
}
