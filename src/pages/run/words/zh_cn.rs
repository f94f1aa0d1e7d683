//! Chinese, with BlueKing's own terms.

use super::{Words, size};
use crate::lang::grouped_u64 as grouped;
use crate::pages::run::outcome::Outcome;
use crate::pages::run::situation::Situation;

pub(super) const WORDS: Words = Words {
    situation: |situation, code| match situation {
        Situation::Running => "正在执行".to_owned(),
        Situation::WaitingForUser { next } => format!("等待您确认：是否开始第 {next} 批？"),
        Situation::Paused { left } => format!("失败后暂停：还有 {left} 批未执行"),
        Situation::Failed => "执行失败".to_owned(),
        Situation::Succeeded => "执行成功".to_owned(),
        Situation::SucceededWithFailures { failures } => {
            format!("作业成功，但有失败：{}未成功", objects(*failures))
        }
        Situation::Stopping { by: Some(by) } => format!("{by} 要求终止，正在终止"),
        Situation::Stopping { by: None } => "正在终止".to_owned(),
        Situation::Terminated { by: Some(by) } => format!("已被 {by} 终止"),
        Situation::Terminated { by: None } => "已终止".to_owned(),
        Situation::Abnormal => "状态异常：执行中网关退出".to_owned(),
        Situation::Other => code.to_owned(),
    },
    code: |code| format!("状态码 {code}"),
    started_by: |who| format!("执行人 {who}"),
    reconnecting: "无法连接网关。当前显示的是最后一次获取的状态；恢复后页面会自动继续。",
    actions: "操作",
    terminate: "终止",
    retry_failed: "重试失败",
    retry_all: "全部重试",
    ignore: "忽略失败",
    go_on: |batch| format!("开始第 {batch} 批"),
    terminate_note: |running, waiting| match (running, waiting) {
        (0, waiting) => format!("当前没有正在执行的对象；{}将不再执行。", objects(waiting)),
        (running, 0) => format!("终止{}上的脚本。", objects(running)),
        (running, waiting) => {
            format!("终止{}上的脚本；{}将不再执行。", objects(running), objects(waiting))
        }
    },
    retry_failed_note: |again, kept| {
        format!("在未成功的{}上重新执行；其余{}保持不变。", objects(again), objects(kept))
    },
    retry_all_note: |again| format!("在本批全部{}上重新执行，包括已成功的。", objects(again)),
    ignore_note: |next, asks| match (next, asks) {
        (None, _) => "作业以“成功，但有失败”结束。".to_owned(),
        (Some((batch, size)), false) => {
            format!("继续执行第 {batch} 批：{}。", objects(size as usize))
        }
        (Some((batch, _)), true) => format!("继续，并在第 {batch} 批开始前再次询问。"),
    },
    go_on_note: |batch, size| format!("在第 {batch} 批的{}上执行脚本。", objects(size as usize)),
    confirm: "确认执行此操作",
    cancel: "取消",
    working: "正在请求网关…",

    batches: "批次",
    mode: |mode| match mode {
        1 => "失败时暂停",
        2 => "忽略失败",
        3 => "每批人工确认",
        _ => "",
    },
    batch_of: |batch, total| format!("第 {batch} 批，共 {total} 批"),
    batch_state: |batch, state, size| format!("第 {batch} 批：{state}，{}", objects(size as usize)),

    outcomes: "执行结果",
    outcome: |outcome, is_over| match outcome {
        Outcome::Succeeded => "成功",
        Outcome::Failed => "失败",
        Outcome::TimedOut => "超时",
        Outcome::Terminated => "被终止",
        Outcome::Unknown => "未知",
        Outcome::Running => "正在执行",
        Outcome::Waiting if is_over => "未执行",
        Outcome::Waiting => "等待执行",
    },
    all: "全部",
    exit_code: |code| match code {
        Some(code) => format!("退出码 {code}"),
        None => "无退出码".to_owned(),
    },
    ended_alike: "按结果分组",
    printed_alike: "按输出分组",
    groups: "分组",
    more_groups: |count| format!("另有 {} 组", grouped(count as u64)),
    no_groups: "尚无结束的执行对象。",
    show_these: "只看这些",

    ignored: "视为相同：",
    ignore_times: "时间",
    ignore_process_ids: "进程号",
    ignore_host_names: "主机自身名称",
    objects,
    bytes: size,
    largest: "最大的一组",
    diff: "差异",
    diff_of: |name, base| format!("{name} 的输出，与最大一组中的 {base} 对比"),
    diff_cut: "输出较长，只比较开头部分。",
    diff_same: |count| format!("{} 行相同", grouped(count)),
    diff_equal: "所比较的部分相同。",
    removed_line: "仅最大一组有：",
    added_line: "仅此组有：",
    close: "关闭",
    no_comparison: "此处无法比较输出：脚本输出保存在执行方。",
    grouping: |count| format!("还在比较{}…", objects(count)),
    not_grouped: |count| format!("{}尚未结束，暂未分组。", objects(count)),

    filter: "ID、名称或标签",
    clear_filter: "显示全部",
    shown_of: |shown, all| match shown == all {
        true => objects(all),
        false => format!("{} / {}", grouped(shown as u64), objects(all)),
    },
    nothing_shown: "没有符合条件的执行对象。",
    batch_column: "批次",
    sort_by: |column| format!("按{column}排序"),
    copy_ids: "复制 ID",
    copy_names: "复制地址",
    copy_json: "复制 JSON",
    copied: |count| format!("已复制{}", objects(count)),
    rerun: |count| format!("对 {}重新编排", objects(count)),

    output_of: |name| format!("{name} 的输出"),
    attempt: "执行次数",
    attempt_number: |attempt| format!("第 {} 次执行", attempt + 1),
    no_output: "没有输出。",
    no_output_yet: "暂无输出。",
    log_size: |lines, bytes| format!("{} 行，{}", grouped(lines.into()), size(bytes)),
    log_loading: |loaded, total| format!("已加载 {}，共 {}", size(loaded), size(total)),
    dropped: |bytes| format!("此处有 {} 字节未保留；其后的行号只计保留的行", grouped(bytes)),
    too_long: "输出过长，无法在此显示到末尾，请下载查看。",
    new_lines: |count| format!("{} 行新输出", grouped(count.into())),
    announced: |new, all| format!("新增 {} 行，共 {} 行", grouped(new.into()), grouped(all.into())),
    follow: "跟随",
    wrap: "换行",
    find: "查找",
    find_label: "在所有行中查找",
    match_case: "Aa",
    match_case_label: "区分大小写",
    found: |at, all, is_capped| {
        format!(
            "{} / {}{}",
            grouped(at as u64),
            grouped(all as u64),
            if is_capped { "+" } else { "" }
        )
    },
    found_nothing: "未找到",
    previous: "上一个",
    next: "下一个",
    encoding: "编码",
    go_to_line: "行号",
    copy_log: "复制",
    log_copied: "已复制",
    download: "下载",
    download_all: "全部下载",
    log_keys: "Ctrl+F 查找 · n、N 下一个与上一个 · f 跟随 · w 换行",

    history: "执行历史",
    history_name: "作业名称",
    history_state: "状态",
    history_person: "执行人",
    history_from: "起始时间",
    history_to: "截止时间",
    history_any: "不限",
    history_number: "作业",
    history_time: "创建时间",
    history_objects: "执行对象",
    history_empty: "还没有执行过作业。",
    history_none: "没有符合条件的作业。",
    history_range: |first, last, total| {
        format!("第 {first}-{last} 条，共 {} 条", grouped(u64::try_from(total).unwrap_or(0)))
    },
    history_newer: "较新",
    history_older: "较早",
    lost: "未得到应答的提交",
    lost_outcome: "结果未知",
    lost_note: "这些请求已发往 JOB，但没有收到可读的应答：作业可能正在执行，也可能从未开始。系统不会自动重新提交。请按名称与时间在 JOB 中核对，确认不存在后再重新执行。",
    lost_look: "重新在 JOB 中查找",
    compose_again: "重新编排",
    compose_again_of: |run| format!("以作业 {run} 重新编排"),
};

fn objects(count: usize) -> String {
    format!("{} 个执行对象", grouped(count as u64))
}
