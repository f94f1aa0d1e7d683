//! Chinese, as BlueKing's users write it.

use crate::rules::Code;

pub(super) fn template(code: Code) -> &'static str {
    match code {
        Code::JsonSyntax => "不是合法的 JSON：{reason}。",
        Code::WrongType => "类型错误：应为{expected}，实际为{found_type}。",
        Code::LongOutOfRange => "整数超出 64 位范围，应在 {min} 到 {max} 之间。",
        Code::DuplicateKey => "字段 {key} 重复，请删除其中一个。",
        Code::UnknownKey => {
            "未知字段 {key}，不会生效。[这是 JOB {api} API 的写法。][这里应写作 {here}。]\
             [这里没有与 {without_equal} 对应的字段。][是否想写 {nearest}？]"
        }
        Code::TooManyFindings => "还有 {count} 个问题未列出，请先修正已列出的。",
        Code::FieldMissing => "该字段必填。",
        Code::IdOutOfRange => "ID 不能小于 1，实际为 {found}。",
        Code::ScriptMissing => {
            "缺少脚本：请填写 script_content 和 script_language，或 script_id，或 script_version_id。"
        }
        Code::ScriptSourceIgnored => "已忽略：以 {winner} 为准。",
        Code::ScriptIdBlank => "脚本 ID 为空。",
        Code::ScriptContentBlank => "脚本内容为空：执行后什么也不做，却会显示成功。",
        Code::ScriptContentTooLong => "脚本内容为 {found} 字节，最多 {max} 字节。",
        Code::ScriptContentCarriageReturn => {
            "有 {count} 行以 CR LF 结尾，解释器会把 CR 当作该行内容，请改用 LF。"
        }
        Code::ScriptContentByteOrderMark => "脚本以字节顺序标记（BOM）开头，解释器将无法识别首行。",
        Code::Base64ForeignCharacter => {
            "不是合法的 Base64：含有不属于它的字符 {character}。JOB 会跳过该字符，并执行解码出的乱码。"
        }
        Code::Base64Length => "Base64 文本不完整：末尾多出一个字符。",
        Code::Base64Padding => "Base64 文本末尾的 = 数量不对。",
        Code::Base64TrailingBits => {
            "Base64 文本被截断或改动过：最后一个字符含有编码器不会写出的多余位。"
        }
        Code::Base64NotUtf8 => "解码后的内容不是 UTF-8，请先存为 UTF-8 再编码。",
        Code::Base64Whitespace => "Base64 文本中有空白或换行，JOB 会跳过它们。",
        Code::Base64PaddingMissing => "Base64 文本末尾缺少 =，JOB 仍可解码。",
        Code::Base64UrlSafeAlphabet => "Base64 文本使用了 URL 安全字母表（- 和 _），JOB 仍可解码。",
        Code::ScriptLanguageMissing => {
            "以内容传入脚本时必须指定语言：1 shell、2 bat、3 perl、4 python、5 powershell。"
        }
        Code::ScriptLanguageUnknown => {
            "没有语言 {found}：请使用 1 shell、2 bat、3 perl、4 python 或 5 powershell。"
        }
        Code::ScriptLanguageIgnored => "已忽略：以 {winner} 为准，已保存的脚本有自己的语言。",
        Code::ScriptParamTooLong => "脚本参数为 {found} 字节，最多 {max} 字节。",
        Code::ScriptParamEncodedSeparately => {
            "参数被逐个编码后再拼接。请对整个参数字符串编码：{corrected}"
        }
        Code::ScriptParamNewline => "脚本参数中有换行，JOB 会把它替换为空格。",
        Code::IsParamSensitiveUnknown => "只能为 0（不敏感）或 1（敏感），实际为 {found}。",
        Code::TimeoutOutOfRange => "超时时间应为 {min} 到 {max} 秒，实际为 {found}。",
        Code::AccountMissing => "缺少执行账号：请填写 account_id 或 account_alias。",
        Code::AccountAliasBlank => "账号别名为空。",
        Code::AccountAliasIgnored => "已忽略：以 {winner} 为准。",
        Code::TaskNameTooLong => "作业名称为 {found} 个字符，最多 {max} 个。",
        Code::ExecuteTargetEmpty => {
            "没有执行目标：请添加主机、动态分组、拓扑节点、容器或 Label Selector。"
        }
        Code::TargetListEmpty => "该列表为空，不会增加目标。",
        Code::TargetItemRepeated => "重复，首次出现于 {first}；脚本只会在其上执行一次。",
        Code::ExplicitIdsTooMany => "直接指定了 {found} 个主机和容器，最多 {max} 个。",
        Code::DynamicGroupIdBlank => "动态分组 ID 为空。",
        Code::NodeTypeBlank => "节点类型为空：请填写 set、module 或其他 CMDB 模型 ID。",
        Code::TopoNodeTypeUnknown => "没有节点类型 {found}：请使用 biz、cluster 或 namespace。",
        Code::LabelSelectorEmpty => "Label Selector 没有表达式，请至少添加一个。",
        Code::LabelKeySyntax => {
            "{found} 不是合法的 label key：最多 63 个字母、数字、-、_ 和 .，首尾须为字母或数字；前面可加 DNS 域名和 /。"
        }
        Code::LabelOperatorUnknown => {
            "没有操作符 {found}：请使用 equals、not_equals、in、not_in 或 exists。"
        }
        Code::LabelValueMissing => "该操作符需要填写值。",
        Code::LabelValueSyntax => {
            "{found} 不是合法的 label value：最多 63 个字母、数字、-、_ 和 .，首尾须为字母或数字。"
        }
        Code::LabelValueIgnored => "已忽略：exists 只判断 key 是否存在。",
        Code::CallbackUrlSyntax => "JOB 无法解析该 URL，请对不属于 URL 的字符做百分号编码。",
        Code::CallbackUrlScheme => "URL 须以 http:// 或 https:// 开头。",
        Code::CallbackUrlHost => "URL 中没有 JOB 能识别的主机。",
        Code::CallbackUrlUserInfo => "URL 中不能带用户名或密码。",
        Code::CallbackUrlPort => "端口须为不超过 65535 的数字。",
        Code::CallbackUrlTooLong => "URL 超过 {max} 个字符。",
        Code::CallbackUrlOuterBlanks => "URL 首尾有空白。",
        Code::CallbackUrlPrivate => {
            "{host} 是环回、链路本地或私有地址：请确认发起回调的服务器能访问它。"
        }
        Code::RollingExpressionSyntax => "第 {number} 段[“{part}”]有误：{reason}。",
        Code::RollingRelativeFirst => {
            "第 {number} 段“{part}”之前没有批次，按普通数字计算；JOB 页面不接受这种写法。"
        }
        Code::RollingRelativeNotLast => {
            "第 {number} 段“{part}”只产生一个批次，不会继续增长；JOB 页面不接受这种写法。"
        }
        Code::RollingWholeNotLast => {
            "第 {number} 段“{part}”之后不再有剩余目标；JOB 页面不接受这种写法。"
        }
        Code::RollingLeadingZeros => "第 {number} 段“{part}”有前导零；JOB 页面不接受这种写法。",
        Code::RollingTooManyBatches => "{count} 个目标会超过 {max} 个批次，请增大每批数量。",
        Code::RollingModeUnknown => {
            "没有滚动机制 {found}：请使用 1 执行失败则暂停、2 忽略失败或 3 人工确认。"
        }
        Code::DialectContainerIds => {
            "JOB {dialect} API 不支持按容器 ID 执行，请改用集群或命名空间上的 Label Selector。"
        }
        Code::DialectContainers => {
            "JOB {dialect} API 只能在主机上执行，请去掉容器，或改用 v4 的网关。"
        }
        Code::DialectTargetsMixed => "JOB {dialect} API 不支持主机和容器混合执行，请拆成两个请求。",
        Code::DialectBizSelector => {
            "JOB {dialect} API 只能在集群内选择容器，不能选择整个业务，请为每个集群各写一个选择器。"
        }
        Code::DialectNodeUnknown => {
            "JOB {dialect} API 需要集群和命名空间的名称，而网关的资源清单中没有 {found} 的名称。"
        }
        Code::ScopeTypeUnknown => "没有资源范围类型 {found}：请使用 biz 或 biz_set。",
        Code::ScopeIdSyntax => "{found} 不是合法的资源范围 ID：应为不小于 1 的十进制数。",
        Code::AuthorizationMissing => "缺少请求头 X-Bkapi-Authorization。",
        Code::AuthorizationSyntax => "请求头 X-Bkapi-Authorization 应为值全是字符串的 JSON 对象。",
        Code::AuthorizationAppMissing => {
            "请求头中没有应用信息：请填写 bk_app_code 和 bk_app_secret，或 access_token。"
        }
        Code::AuthorizationTooLong => "最多 {max} 个字符。",
        Code::AuthorizationUserMissing => {
            "请求头中没有用户信息：请填写 bk_token、bk_username 或 access_token。"
        }
    }
}

pub(super) fn word(word: &str) -> &str {
    match word {
        "null" => " null",
        "boolean" => "布尔值",
        "integer" => "整数",
        "fraction" => "带小数或指数的数字",
        "string" => "字符串",
        "array" => "数组",
        "object" => "对象",
        "empty" => "内容为空",
        "unexpected_end" => "内容提前结束",
        "unexpected_character" => "出现意外的字符",
        "text_after_end" => "结尾之后还有内容",
        "control_character" => "字符串中的控制字符须转义",
        "bad_escape" => "字符串中有不存在的转义",
        "lone_surrogate" => "出现单独的代理项",
        "bad_number" => "数字写法不符合 JSON",
        "number_too_large" => "数字过大",
        "too_deep" => "嵌套超过 127 层",
        "not_utf8" => "不是 UTF-8",
        "byte_order_mark" => "以字节顺序标记（BOM）开头",
        "too_long" => "超过 4 GiB",
        "part_empty" => "为空；各段之间只用一个空格分隔",
        "part_unknown" => "应为 n、n%、+n 或 *n",
        "part_zero" => "数字不能小于 1",
        "part_too_large" => "数字不能大于 2147483647",
        "part_over_100_percent" => "百分比不能大于 100",
        other => other,
    }
}
