// CodeMirror's words. English is its own.
const chinese = {
  "Control character": "控制字符",
  "Selection deleted": "已删除选中内容",
  "Go to line": "跳转到行",
  go: "跳转",
  Find: "查找",
  Replace: "替换",
  next: "下一个",
  previous: "上一个",
  all: "全选",
  "match case": "区分大小写",
  "by word": "全词匹配",
  regexp: "正则表达式",
  replace: "替换",
  "replace all": "全部替换",
  close: "关闭",
  "current match": "当前匹配",
  "on line": "所在行",
  "replaced match on line $": "已替换第 $ 行的匹配",
  "replaced $ matches": "已替换 $ 处匹配",
};

export const phrasesOf = (lang) => (lang.startsWith("zh") ? chinese : {});
