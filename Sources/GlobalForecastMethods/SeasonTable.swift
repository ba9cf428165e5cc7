// SPDX-License-Identifier: Apache-2.0

/// What each place of the season does, as it was known at any period of the past: looks only back.
///
/// Ratios to (or differences from) a centred mean over one season, averaged for each place with weights that begin equal and end at a
/// quarter for the newest.
struct SeasonTable {
  let seasonLength: Int
  /// Ratios for values above nought, differences for others.
  let isMultiplicative: Bool
  /// Of the period i: the average of its place from the first such period to i; NaN where there is none yet.
  private let averages: [Double]
  private let counts: [Int32]
  /// Half of the centred mean lies after its period.
  private let half: Int

  private static let newestShare = 0.25

  init(_ values: [Double], seasonLength: Int) {
    self.seasonLength = max(1, seasonLength)
    isMultiplicative = values.allSatisfy { $0 > 0 }
    half = self.seasonLength / 2
    var averages = [Double](repeating: .nan, count: values.count)
    var counts = [Int32](repeating: 0, count: values.count)
    let season = self.seasonLength
    if season > 1, values.count >= season + half {
      for index in half..<(values.count - half) {
        var sum = 0.0
        for place in (index - half)...(index + half) { sum += values[place] }
        // An even season has half of its two ends.
        if season % 2 == 0 { sum -= (values[index - half] + values[index + half]) / 2 }
        let mean = sum / Double(season)
        let ratio = isMultiplicative ? values[index] / mean : values[index] - mean
        let before = index - season
        let known = before >= 0 ? counts[before] : 0
        let share = max(1 / Double(known + 1), SeasonTable.newestShare)
        averages[index] = known > 0 ? averages[before] + share * (ratio - averages[before]) : ratio
        counts[index] = known + 1
      }
    }
    (self.averages, self.counts) = (averages, counts)
  }

  /// Seasons behind the least known place at the end of period `origin`; 0 where not every place is known.
  func seasons(at origin: Int) -> Int {
    guard seasonLength > 1 else { return 0 }
    var least = Int32.max
    for back in 0..<seasonLength {
      let index = origin - half - back
      least = index >= 0 ? min(least, counts[index]) : 0
    }
    return Int(least)
  }

  /// One for each place (index modulo season length) as known at the end of period `origin`; their mean is 1 or 0. 1 or 0 where the season
  /// is not known.
  func fill(_ places: UnsafeMutablePointer<Double>, at origin: Int) {
    let neutral = isMultiplicative ? 1.0 : 0
    guard seasons(at: origin) > 0 else {
      for place in 0..<seasonLength { places[place] = neutral }
      return
    }
    var sum = 0.0
    for back in 0..<seasonLength {
      let index = origin - half - back
      places[index % seasonLength] = averages[index]
      sum += averages[index]
    }
    let mean = sum / Double(seasonLength)
    for place in 0..<seasonLength {
      places[place] = isMultiplicative ? max(0.01, places[place] / mean) : places[place] - mean
    }
  }
}
