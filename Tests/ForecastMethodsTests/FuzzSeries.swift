// SPDX-License-Identifier: Apache-2.0
import Forecasting
import NumericalMethods

/// A series drawn at random from the kinds that break methods. The same number gives the same series on every machine.
struct FuzzSeries {
  enum Kind: String, CaseIterable {
    case nothing, gapsAlone, one, constant, zeros, tiny, huge, largest, subnormal, wide, mixed, alternating, spike, step, negative,
      intermittent
    case bigIntegers, smallIntegers, seasonal, trend, walk, growth, decay, nearlyConstant, repeated, line, endZeros, signs

    /// Noise in every value: searches end in one place, so that laws hold to a tolerance.
    var isOrdinary: Bool { [.seasonal, .trend, .walk, .negative].contains(self) }
  }

  let number: Int
  let kind: Kind
  let values: [Double?]
  let seasonLength: Int
  let horizon: Int
  /// What the checks draw from in their turn.
  var stream: RandomStream

  init(_ number: Int) {
    var stream = RandomStream(seed: 0x5EED_0000 &+ UInt64(number))
    self.number = number
    kind = Kind.allCases[stream.whole(Kind.allCases.count)]
    seasonLength = stream.whole(4) == 0 ? 1 + stream.whole(400) : [1, 1, 2, 3, 4, 5, 7, 12, 12, 24, 25, 52, 168][stream.whole(13)]
    horizon = stream.whole(40) == 0 ? ForecastLimits.horizon : 1 + stream.whole(30)
    let count: Int
    switch stream.whole(100) {
    case 0..<25: count = stream.whole(10)
    case 25..<85: count = 10 + stream.whole(60)
    case 85..<99: count = 70 + stream.whole(100)
    default: count = 170 + stream.whole(700)
    }
    let plain = FuzzSeries.values(kind, kind == .nothing ? 0 : count, season: seasonLength, &stream)
    values = FuzzSeries.withGaps(plain, everywhere: kind == .gapsAlone, &stream)
    self.stream = stream
  }

  /// - Throws: never for the values that are drawn here.
  func series() throws -> Series { try Series(values, seasonLength: seasonLength) }

  /// The observed values times a power of two, nil where that would cost digits.
  func scaled(by exponent: Int) -> [Double?]? {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    for value in values {
      guard let value, value != 0 else { continue }
      let moved = abs(value * factor)
      guard moved > 1e-290, moved < 1e290, abs(value) > 1e-300 else { return nil }
    }
    return values.map { $0.map { $0 * factor } }
  }

  /// Of the largest value; 0 for none.
  var size: Double { values.reduce(0) { max($0, abs($1 ?? 0)) } }

  private static func values(_ kind: Kind, _ count: Int, season: Int, _ stream: inout RandomStream) -> [Double] {
    var (level, place) = (stream.normal(), stream.whole(max(1, count)))
    if stream.whole(2) == 0 { place = max(0, count - 1 - stream.whole(4)) }
    let size = power(stream.uniform() * 12 - 4)
    let share = stream.uniform()
    return (0..<count).map { index in
      let noise = stream.normal()
      let angle = Double(index % season) / Double(season)
      switch kind {
      case .nothing, .gapsAlone, .one: return index == place || kind != .one ? size : 0
      case .constant: return share < 0.3 ? -size : size
      case .zeros: return share < 0.3 ? -0.0 : 0
      case .tiny: return 1e-300 * (share < 0.5 ? abs(noise) : noise)
      case .huge: return 1e300 * (share < 0.5 ? abs(noise) : noise)
      case .largest: return (share < 0.3 && noise < 0 ? -1 : 1) * (share < 0.6 ? 1 : stream.uniform()) * Series.largestMagnitude
      case .subnormal: return 0x1p-1060 * noise
      case .wide: return power(stream.uniform() * 600 - 300) * (noise < 0 && share < 0.5 ? -1 : 1)
      case .mixed: return power(stream.uniform() * 16 - 8) * (noise < 0 && share < 0.5 ? -1 : 1)
      case .alternating: return size * (index % 2 == 0 ? 1 : share < 0.5 ? -1 : 2)
      case .spike: return index == place ? size * 1e6 * (share < 0.5 ? -1 : 1) : share < 0.7 ? 10 + noise : 10
      case .step: return (index < place ? 5 : 500) + (share < 0.5 ? noise : 0)
      case .negative: return -size * (20 + noise)
      case .intermittent: return stream.uniform() < share * share ? (1 + (abs(noise) * 3).rounded()) : 0
      case .bigIntegers: return (stream.uniform() * 0x1p53).rounded() * (share < 0.3 && noise < 0 ? -1 : 1)
      case .smallIntegers: return Double(stream.whole(3)) - (share < 0.3 ? 1 : 0)
      case .seasonal: return size * (20 + 8 * sine(angle) + noise)
      case .trend: return size * (20 + (share - 0.4) * Double(index) + noise)
      case .walk:
        level += noise
        return size * (level + share * 30)
      case .growth: return min(1e300, power(Double(index) * (share + 0.01) * 3)) * (share < 0.2 ? -1 : 1)
      case .decay: return max(1e-300, power(-Double(index) * (share + 0.01) * 3))
      case .nearlyConstant: return 1e9 * (1 + 1e-15 * (noise * share * 4).rounded())
      case .repeated: return Double((index % season) * 7 % 11) * size
      case .line: return size * (Double(index) * (share - 0.5) + 3)
      case .endZeros: return index < place ? size * (3 + noise) : 0
      case .signs: return (noise < 0 ? -1 : 1) * size
      }
    }
  }

  private static func withGaps(_ values: [Double], everywhere: Bool, _ stream: inout RandomStream) -> [Double?] {
    if everywhere { return values.map { _ in nil } }
    let count = values.count
    guard count > 0, stream.whole(10) < 4 else { return values }
    let (first, last) = (stream.whole(count), stream.whole(count))
    let share = stream.uniform()
    let pattern = stream.whole(5)
    return values.enumerated().map { index, value in
      switch pattern {
      case 0: index < first ? nil : value
      case 1: index > last ? nil : value
      case 2: index >= min(first, last) && index <= max(first, last) && share > 0.2 ? nil : value
      case 3: index == first || index == last ? nil : value
      default: stream.uniform() < share ? nil : value
      }
    }
  }

  private static func power(_ exponent: Double) -> Double { exponential(exponent * 2.302585092994046) }
  private static func sine(_ turn: Double) -> Double { cosine((turn - 0.25) * 2 * .pi) }
}

extension RandomStream {
  /// 0 ..< limit.
  mutating func whole(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
