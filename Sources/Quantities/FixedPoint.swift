// SPDX-License-Identifier: Apache-2.0

/// A decimal number kept exactly: `mantissa ÷ 10^scale`. Prices, quantities and rates; text in is text out.
public struct FixedPoint: Hashable, Sendable, CustomStringConvertible {
  public let mantissa: Int64
  /// Digits behind the point, 0...18.
  public let scale: Int

  public init(mantissa: Int64, scale: Int) {
    precondition((0...18).contains(scale), "a scale is 0...18")
    self.mantissa = mantissa
    self.scale = scale
  }

  /// `-12.3450`: optional sign, ASCII digits, one point; nil for anything else or beyond 64 bits.
  /// Keeps as many decimals as were written.
  public init?(_ text: some StringProtocol) {
    // Texts lie in one piece nearly always; walking the bytes there is several times as fast.
    let direct = text.utf8.withContiguousStorageIfAvailable { FixedPoint.read($0) }
    guard let value = direct ?? Array(text.utf8).withUnsafeBufferPointer({ FixedPoint.read($0) }) else {
      return nil
    }
    self = value
  }

  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> FixedPoint? {
    var mantissa: Int64 = 0
    var scale = 0
    var isNegative = false
    var sawDigit = false
    var sawPoint = false
    for position in bytes.indices {
      let byte = bytes[position]
      switch byte {
      case 0x2D where position == 0: isNegative = true
      case 0x2B where position == 0: break
      case 0x2E where !sawPoint: sawPoint = true
      case 0x30...0x39:
        sawDigit = true
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.subtractingReportingOverflow(Int64(byte - 0x30))
        guard !overflow, !carry else { return nil }
        // Accumulated below zero, so that Int64.min has a text too.
        mantissa = sum
        if sawPoint { scale += 1 }
        guard scale <= 18 else { return nil }
      default: return nil
      }
    }
    guard sawDigit else { return nil }
    if !isNegative {
      guard mantissa != Int64.min else { return nil }
      mantissa = -mantissa
    }
    return FixedPoint(mantissa: mantissa, scale: scale)
  }

  /// The same number with `scale` decimals, rounded half away from zero; nil when it does not fit.
  public func rescaled(to scale: Int) -> FixedPoint? {
    if scale == self.scale { return self }
    if scale > self.scale {
      let factor = Rounding.powerOfTen(scale - self.scale)
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
      return overflow ? nil : FixedPoint(mantissa: product, scale: scale)
    }
    let divisor = Int128(Rounding.powerOfTen(self.scale - scale))
    guard let quotient = Rounding.divide(Int128(mantissa), by: divisor), let result = Int64(exactly: quotient)
    else { return nil }
    return FixedPoint(mantissa: result, scale: scale)
  }

  /// For the live calculation only; kept numbers never pass through here.
  public var doubleValue: Double { Double(mantissa) / Double(Rounding.powerOfTen(scale)) }

  public var description: String {
    guard scale > 0 else { return String(mantissa) }
    // Every figure of every screen comes through here: digits are written from the right into the string's own memory.
    // What fits into fifteen bytes needs no memory of its own.
    let isShort = scale <= 12 && mantissa.magnitude < 1_000_000_000_000
    return String(unsafeUninitializedCapacity: isShort ? 15 : 24 + scale) { bytes in
      let (end, zero) = (bytes.count, UInt8(ascii: "0"))
      var (rest, place, left) = (mantissa.magnitude, end, scale)
      repeat {
        if left == 0, place < end {
          place -= 1
          bytes.initializeElement(at: place, to: UInt8(ascii: "."))
        }
        place -= 1
        bytes.initializeElement(at: place, to: zero + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
        left -= 1
      } while rest > 0 || left >= 0
      if mantissa < 0 {
        place -= 1
        bytes.initializeElement(at: place, to: UInt8(ascii: "-"))
      }
      let count = end - place
      for index in 0..<count { bytes.initializeElement(at: index, to: bytes[place + index]) }
      return count
    }
  }
}
