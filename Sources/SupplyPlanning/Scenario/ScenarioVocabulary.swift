// SPDX-License-Identifier: Apache-2.0

/// The words of the scenario language in both languages; either may be written, the English form is what the reader sees.
enum ScenarioVocabulary {
  static func english(_ word: String) -> String { chinese[word] ?? word.lowercased() }

  static let statements = [
    "scenario", "source", "plan", "buckets", "item", "bom", "stock", "arrived", "order", "forecast", "receipt", "firm", "scheme",
    "fence", "link", "supplier", "agreement", "resource", "step", "check", "expect",
  ]

  private static let chinese: [String: String] = [
    // Statements
    "场景": "scenario", "出处": "source", "计划": "plan", "时格": "buckets", "物料": "item", "清单": "bom", "物料清单": "bom",
    "库存": "stock", "已入库": "arrived", "订单": "order", "预测": "forecast", "预测单": "forecast", "在途": "receipt", "锁定单": "firm",
    "冲销方案": "scheme", "需求时栅": "fence", "替代": "link", "供应商": "supplier", "框架协议": "agreement", "资源": "resource", "工序": "step", "检查": "check",
    "期望": "expect",
    // Options
    "期": "periods", "从": "from", "到": "to", "至": "to", "日历": "calendar", "中国": "china", "工作日": "weekdays", "每天": "every-day",
    "自制": "make", "外购": "buy", "委外": "subcontract", "提前期": "lead", "安全库存": "safety", "最小": "minimum", "倍数": "multiple",
    "按需": "lot-for-lot", "固定": "fixed", "经济": "economic", "期间": "period", "计划时界": "frozen", "成本": "cost", "时栅": "fence",
    "方案": "scheme", "年需求": "annual", "订货成本": "order-cost", "持有率": "holding", "周期服务水平": "service", "满足率": "fill",
    "误差": "error", "日均": "per-day", "提前期偏差": "lead-deviation", "批量": "order-quantity", "损耗": "scrap", "于": "on",
    "客户": "customer", "策略": "strategy", "来源": "source", "录入": "entered", "取消": "cancelled", "均化": "spread", "取整": "round",
    "下达": "release", "向前": "backward", "向后": "forward", "订单来源": "orders-from", "预测来源": "forecasts-from",
    "订单策略": "order-strategies", "预测策略": "forecast-strategies", "整单": "whole", "同客户": "same-customer", "方向": "direction",
    "先前后后": "backward-then-forward", "先后后前": "forward-then-backward", "不冲销": "none", "仅订单": "orders", "仅预测": "forecast",
    "两者": "both", "其后": "then", "截至": "through", "减": "takes", "给": "gives", "价格": "price", "每日工时": "hours", "工时": "hours",
    "准备": "setup", "已用": "called", "剩余": "left", "超出": "exceeded", "未用": "unused", "偏移": "offset", "覆盖": "cover", "容差": "tolerance",
    "不均化": "none", "日": "day", "周": "week", "月": "month",
    "不取整": "none", "向上": "up", "向下": "down", "最大余数": "remainder", "默认": "default",
    // Expectations
    "毛需求": "gross", "独立需求": "independent", "相关需求": "dependent", "计划入库": "receipts", "计划下达": "releases", "预计库存": "stock",
    "净需求": "net", "在途量": "scheduled", "计划单": "planned", "冲销": "write-off", "例外": "exception", "例外数": "exceptions",
    "服务于": "serves", "负荷": "load", "库龄": "age", "呆滞": "excess", "周转率": "turnover", "周转天数": "days", "提示": "finding",
    "逐周": "weekly", "到期": "due", "晚": "late", "个数": "count", "数量": "quantity", "原因": "reason", "影响": "hurts", "行": "line",
    "金额": "money", "短缺": "short", "来不及": "late", "积压": "piled-up", "提前": "expedite", "推迟": "delay", "撤单": "cancel",
    "逾期": "past-due", "超负荷": "overload",
  ]
}
