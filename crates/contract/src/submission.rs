//! What may run: the result of [`check`](crate::check), and only of it.
//!
//! Everything here is a sum of what the contract allows. What lost by precedence, what was said twice and
//! what was defaulted is in the [`Report`](crate::Report), not here.

use crate::callback_url::CallbackUrl;
use crate::ids::{AccountId, ContainerId, HostId, ScriptVersionId, TopoNodeId};
use crate::limits;
use crate::rolling::Expression;

/// A request without a single error. It can be read:
///
/// ```
/// let (submission, _) = fastexec_contract::check(b"{}");
/// submission.map(|submission| submission.timeout());
/// ```
///
/// and be neither changed, nor made by anybody else:
///
/// ```compile_fail,E0616
/// let (submission, _) = fastexec_contract::check(b"{}");
/// submission.map(|submission| submission.timeout);
/// ```
///
/// ```compile_fail,E0599
/// fastexec_contract::Submission::default();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Submission {
    pub(crate) script: Script,
    pub(crate) script_param: Option<String>,
    pub(crate) is_param_sensitive: bool,
    pub(crate) timeout: u32,
    pub(crate) account: Account,
    pub(crate) task_name: Option<String>,
    pub(crate) execute_target: ExecuteTarget,
    pub(crate) rolling: Option<Rolling>,
    pub(crate) callback: Option<CallbackUrl>,
}

/// Which script runs. Precedence is already decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Script {
    Version(ScriptVersionId),
    /// The version of this script that is online.
    Online(String),
    Inline {
        language: ScriptLanguage,
        /// Decoded from Base64.
        content: String,
    },
}

/// `script_language`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScriptLanguage {
    Shell = 1,
    Bat = 2,
    Perl = 3,
    Python = 4,
    PowerShell = 5,
}

impl ScriptLanguage {
    pub const ALL: [ScriptLanguage; 5] =
        [Self::Shell, Self::Bat, Self::Perl, Self::Python, Self::PowerShell];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The number on the wire.
    pub const fn code(self) -> i64 {
        self as i64
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Shell => "shell",
            Self::Bat => "bat",
            Self::Perl => "perl",
            Self::Python => "python",
            Self::PowerShell => "powershell",
        }
    }
}

/// Who runs it. Precedence is already decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    Id(AccountId),
    Alias(String),
}

/// Where it runs: at least one item in all, each item once, in the order given.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ExecuteTarget {
    pub host_ids: Vec<HostId>,
    pub dynamic_groups: Vec<String>,
    pub topo_nodes: Vec<TopoNode>,
    pub container_ids: Vec<ContainerId>,
    pub container_selectors: Vec<ContainerLabelSelector>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TopoNode {
    pub id: TopoNodeId,
    /// `set`, `module`, or another CMDB object id.
    pub node_type: String,
}

/// The containers below a node of the container topology that fit every expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContainerLabelSelector {
    pub topo_node_id: TopoNodeId,
    pub topo_node_type: TopoNodeType,
    /// At least one; all must fit.
    pub expressions: Vec<LabelExpression>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopoNodeType {
    Biz,
    Cluster,
    Namespace,
}

impl TopoNodeType {
    pub const ALL: [TopoNodeType; 3] = [Self::Biz, Self::Cluster, Self::Namespace];

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Biz => "biz",
            Self::Cluster => "cluster",
            Self::Namespace => "namespace",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LabelExpression {
    pub key: String,
    pub requirement: LabelRequirement,
}

/// `operator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelOperator {
    Equals,
    NotEquals,
    In,
    NotIn,
    Exists,
}

impl LabelOperator {
    pub const ALL: [LabelOperator; 5] =
        [Self::Equals, Self::NotEquals, Self::In, Self::NotIn, Self::Exists];

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Equals => "equals",
            Self::NotEquals => "not_equals",
            Self::In => "in",
            Self::NotIn => "not_in",
            Self::Exists => "exists",
        }
    }
}

/// What a label must be. As in Kubernetes, `NotEquals` and `NotIn` also fit an object without the label.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LabelRequirement {
    Equals(String),
    NotEquals(String),
    In(Vec<String>),
    NotIn(Vec<String>),
    Exists,
}

impl LabelExpression {
    /// `value` is the object's value of the label `key`, if it has that label.
    pub fn fits(&self, value: Option<&str>) -> bool {
        match &self.requirement {
            LabelRequirement::Equals(wanted) => value == Some(wanted),
            LabelRequirement::NotEquals(unwanted) => value != Some(unwanted),
            LabelRequirement::In(wanted) => {
                value.is_some_and(|value| wanted.iter().any(|item| item == value))
            }
            LabelRequirement::NotIn(unwanted) => {
                value.is_none_or(|value| unwanted.iter().all(|item| item != value))
            }
            LabelRequirement::Exists => value.is_some(),
        }
    }
}

/// `rolling_config`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rolling {
    pub expression: Expression,
    pub mode: RollingMode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RollingMode {
    /// Pause when a batch fails.
    PauseOnFailure = 1,
    /// Go on with the next batch whatever happens.
    IgnoreFailure = 2,
    /// Wait for a person between batches.
    ConfirmByHand = 3,
}

impl RollingMode {
    pub const ALL: [RollingMode; 3] =
        [Self::PauseOnFailure, Self::IgnoreFailure, Self::ConfirmByHand];

    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }

    /// The number on the wire.
    pub const fn code(self) -> i64 {
        self as i64
    }
}

impl Submission {
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// The whole parameter string, decoded; `None` when absent or empty.
    pub fn script_param(&self) -> Option<&str> {
        self.script_param.as_deref()
    }

    pub fn is_param_sensitive(&self) -> bool {
        self.is_param_sensitive
    }

    /// Seconds, for each execute object on its own.
    pub fn timeout(&self) -> u32 {
        self.timeout
    }

    pub fn account(&self) -> &Account {
        &self.account
    }

    /// `None` when absent or blank: the server then makes one.
    pub fn task_name(&self) -> Option<&str> {
        self.task_name.as_deref()
    }

    /// Under this name, when the request gives none: for those who must recognise the job among others.
    pub fn or_named(mut self, name: &str) -> Submission {
        if self.task_name.is_none() && !name.trim().is_empty() {
            self.task_name = Some(name.chars().take(limits::TASK_NAME_MAX_CHARS).collect());
        }
        self
    }

    pub fn execute_target(&self) -> &ExecuteTarget {
        &self.execute_target
    }

    pub fn rolling(&self) -> Option<&Rolling> {
        self.rolling.as_ref()
    }

    pub fn callback(&self) -> Option<&CallbackUrl> {
        self.callback.as_ref()
    }
}

impl std::fmt::Debug for Submission {
    /// Leaves out the parameters when they are sensitive, so that no log can hold them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let param = if self.is_param_sensitive && self.script_param.is_some() {
            Some(crate::MASK)
        } else {
            self.script_param.as_deref()
        };
        f.debug_struct("Submission")
            .field("script", &self.script)
            .field("script_param", &param)
            .field("timeout", &self.timeout)
            .field("account", &self.account)
            .field("task_name", &self.task_name)
            .field("execute_target", &self.execute_target)
            .field("rolling", &self.rolling)
            .field("callback", &self.callback)
            .finish_non_exhaustive()
    }
}
