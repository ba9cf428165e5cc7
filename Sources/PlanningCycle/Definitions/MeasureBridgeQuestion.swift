// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import TradeMeasures

/// Which bridge somebody wants to see.
public struct MeasureBridgeQuestion: Hashable, Sendable {
  public let from: TradeMeasure
  public let to: TradeMeasure
  public let months: ClosedRange<Month>
  /// Nil parts are not narrowed by the question; the person's scope narrows all the same.
  public let slice: MeasureSlice

  public init(from: TradeMeasure, to: TradeMeasure, months: ClosedRange<Month>, slice: MeasureSlice = .everything) {
    self.from = from
    self.to = to
    self.months = months
    self.slice = slice
  }
}

extension BilingualText {
  public init(_ text: TradeText) { self.init(text.chinese, text.english) }
}
