// SPDX-License-Identifier: Apache-2.0

/// Why a figure or a bridge is refused.
public enum MeasureError: Error, Hashable, Sendable {
  /// There are no documents of a measure, and nothing stands in for it.
  case noDocuments(TradeMeasure)
  /// One is about customers, the other about suppliers: no document leads from one to the other.
  case twoSides(TradeMeasure, TradeMeasure)
  case sameMeasure(TradeMeasure)
  /// More than 1,200 months, or months before the year 1 or after 9999.
  case periodTooLong
  /// The amounts of a table are too large to be added exactly: |Σ| beyond 10^18 minor units.
  case tooLarge(document: String)

  /// Stable: `measure.no-documents`.
  public var code: String {
    switch self {
    case .noDocuments: "measure.no-documents"
    case .twoSides: "measure.two-sides"
    case .sameMeasure: "measure.same-measure"
    case .periodTooLong: "measure.period-too-long"
    case .tooLarge: "measure.too-large"
    }
  }

  /// What is wrong and what to do.
  public var words: TradeText {
    func name(_ measure: TradeMeasure) -> TradeText {
      MetricDictionary().definition(of: measure)?.name ?? TradeText(measure.rawValue, measure.rawValue)
    }
    switch self {
    case .noDocuments(let measure):
      let name = name(measure)
      return TradeText("没有“\(name.chinese)”的单据，请先导入", "there are no documents for “\(name.english)”: import them first")
    case .twoSides(let a, let b):
      let (a, b) = (name(a), name(b))
      return TradeText(
        "“\(a.chinese)”属于销售、“\(b.chinese)”属于采购，两者之间没有桥，请选同一侧的指标",
        "“\(a.english)” and “\(b.english)” are of two sides, sales and purchases, with no bridge between: choose measures of one side")
    case .sameMeasure(let measure):
      let name = name(measure)
      return TradeText("两端都是“\(name.chinese)”，请选两个不同的指标", "both ends are “\(name.english)”: choose two measures")
    case .periodTooLong: return TradeText("期间太长，请选 1200 个月以内", "the period is too long: choose at most 1,200 months")
    case .tooLarge(let document):
      return TradeText(
        "单据 \(document) 起金额过大，无法精确相加，请核对金额单位", "from document \(document) on amounts are too large to add exactly: check their unit")
    }
  }
}
