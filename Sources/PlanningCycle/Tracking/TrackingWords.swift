// SPDX-License-Identifier: Apache-2.0
import Calendars
public import Forecasting

/// What tracking found, said in a sentence.
public enum TrackingWords {
  public static func signal(_ signal: TrackingSignal) -> BilingualText {
    let (value, limit) = (value(signal), tenths(signal.limit))
    switch signal.lean {
    case .unknown:
      return BilingualText(
        "才 \(signal.count) 个月，满 \(TrackingSignal.leastCount) 个月才看得出偏向",
        "\(signal.count) months: a lean shows from \(TrackingSignal.leastCount) on")
    case .even: return BilingualText("没有偏向：跟踪信号 \(value)，在 ±\(limit) 之内", "no lean: tracking signal \(value), within ±\(limit)")
    case .low:
      return BilingualText(
        "一直偏低：跟踪信号 \(value)，超过 \(limit) 就难说是偶然", "too low all along: tracking signal \(value); beyond \(limit) it is hardly chance")
    case .high:
      return BilingualText(
        "一直偏高：跟踪信号 \(value)，超过 \(limit) 就难说是偶然", "too high all along: tracking signal \(value); beyond \(limit) it is hardly chance")
    }
  }

  /// +5.2
  static func value(_ signal: TrackingSignal) -> String { (signal.value < 0 ? "−" : "+") + tenths(abs(signal.value)) }

  public static func drift(_ drift: ForecastTracking.Drift?) -> BilingualText {
    guard let drift else { return BilingualText("没有漂移：误差在平时的范围内", "no drift: errors are within the usual") }
    let size = CalendarWords.percent(abs(drift.share))
    return BilingualText(
      "\(drift.since.year) 年 \(drift.since.month) 月起漂移：实际比预测\(drift.share > 0 ? "多" : "少") \(size)",
      "drifting since \(drift.since): \(size) \(drift.share > 0 ? "more" : "less") came than forecast")
  }

  /// What somebody's numbers, or those with one reason, were worth.
  public static func typed(_ score: OverrideScore) -> BilingualText {
    guard let keep = score.worth.shareToKeep else {
      return BilingualText(
        "才 \(score.worth.count) 个数，满 \(OverrideWorth.leastCount) 个再给建议",
        "\(score.worth.count) numbers: advice from \(OverrideWorth.leastCount) on")
    }
    let percent = Int((keep * 20).rounded()) * 5
    if percent >= 95 { return BilingualText("改得对，照用", "right as they are") }
    if percent <= 20 { return BilingualText("没有比基线更准，先按基线", "no better than the baseline: use it first") }
    return BilingualText("改得偏大：建议只改原来的 \(percent)%", "changes were too large: keep about \(percent)% of them")
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
