// SPDX-License-Identifier: Apache-2.0
import Forecasting
import Testing

@Suite struct SeriesTests {
  @Test("a period without an observation is there and says so")
  func gaps() throws {
    let series = try Series([1, nil, 3], seasonLength: 1)
    #expect(series.count == 3)
    #expect(series.observedCount == 2)
    #expect(series.hasGaps)
    #expect(!series.isObserved(at: 1))
    #expect(try series == Series([1, nil, 3], seasonLength: 1))
  }

  @Test("an infinity is refused with its place, and so is a season length of zero")
  func refusals() {
    let infinite = #expect(throws: ForecastError.self) { try Series([1, .infinity], seasonLength: 1) }
    #expect(infinite?.code == .notFinite)
    #expect(infinite?.subject == "value 2")
    let hidden = #expect(throws: ForecastError.self) {
      try Series([1, Double.nan] as [Double?], seasonLength: 1)
    }
    #expect(hidden?.code == .notFinite)
    let season = #expect(throws: ForecastError.self) { try Series([1], seasonLength: 0) }
    #expect(season?.code == .seasonLengthOutOfRange)
  }

  @Test("each gap rule fills as its name says and leaves what was observed alone")
  func filling() throws {
    let series = try Series([nil, 2, nil, 4, nil], seasonLength: 2)
    #expect(try GapFilling.zero.fill(series).values == [0, 2, 0, 4, 0])
    #expect(try GapFilling.previous.fill(series).values == [2, 2, 2, 4, 4])
    #expect(try GapFilling.interpolated.fill(series).values == [2, 2, 3, 4, 4])
    let seasonal = try Series([1, 10, 2, nil, 3, 30, 4, 40], seasonLength: 2)
    #expect(try GapFilling.seasonal.fill(seasonal).values == [1, 10, 2, 20, 3, 30, 4, 40])
  }

  @Test("nothing can be filled from nothing")
  func nothing() throws {
    let series = try Series([nil, nil], seasonLength: 1)
    for rule in GapFilling.allCases {
      let error = #expect(throws: ForecastError.self) { try rule.fill(series) }
      #expect(error?.code == .noObservations)
    }
  }
}
