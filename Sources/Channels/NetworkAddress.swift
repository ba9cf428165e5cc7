// SPDX-License-Identifier: Apache-2.0

/// The address a connection goes to, as it stands in the socket: what a name led to, whatever the name said a moment before.
struct NetworkAddress: Equatable, CustomStringConvertible {
  /// Four bytes or sixteen.
  let bytes: [UInt8]

  enum Reach: Equatable {
    case open
    /// A network of the company's own.
    case inside
    /// This machine.
    case loopback
    /// Nothing that takes messages: what describes the machine to itself in a cloud, groups of machines, what is set aside.
    case forbidden
  }

  /// Services by which clouds tell a machine its own secrets lie there, though the networks around them are ordinary.
  private static let metadata: [[UInt8]] = [
    [100, 100, 100, 200], [168, 63, 129, 16], [192, 0, 0, 192],
    [0xFD, 0x00, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54],
  ]

  var reach: Reach {
    if Self.metadata.contains(bytes) { return .forbidden }
    switch bytes.count {
    case 4: return Self.reach(bytes)
    case 16: return Self.reach(wide: bytes)
    default: return .forbidden
    }
  }

  /// IANA's registry of special addresses (RFC 6890 and what followed).
  private static func reach(_ bytes: [UInt8]) -> Reach {
    switch (bytes[0], bytes[1]) {
    case (127, _): .loopback
    case (10, _), (192, 168): .inside
    case (172, let second) where (16...31).contains(second): .inside
    case (100, let second) where (64...127).contains(second): .inside
    case (0, _), (169, 254), (224...255, _): .forbidden
    case (198, let second) where second == 18 || second == 19: .forbidden
    case (192, 0) where bytes[2] == 0 || bytes[2] == 2: .forbidden
    case (198, 51) where bytes[2] == 100: .forbidden
    case (203, 0) where bytes[2] == 113: .forbidden
    default: .open
    }
  }

  private static func reach(wide bytes: [UInt8]) -> Reach {
    let head = Array(bytes.prefix(12))
    if bytes.dropLast().allSatisfy({ $0 == 0 }) { return bytes[15] == 1 ? .loopback : .forbidden }
    // An address of the old kind inside a new one leads where the old one leads.
    if head == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] || head == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] {
      return NetworkAddress(bytes: Array(bytes.suffix(4))).reach
    }
    if bytes[0] == 0x20, bytes[1] == 0x02 { return NetworkAddress(bytes: Array(bytes[2..<6])).reach }
    if bytes[0] & 0xFE == 0xFC { return .inside }
    let isOrdinary = bytes[0] & 0xE0 == 0x20
    let isTeredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0
    let isExample = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8
    return isOrdinary && !isTeredo && !isExample ? .open : .forbidden
  }

  var description: String {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    return stride(from: 0, to: bytes.count - 1, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }
}

/// Which addresses a connection may go to.
struct AddressPolicy: Equatable {
  var open = true
  var inside = false
  var loopback = false

  func permits(_ address: NetworkAddress) -> Bool {
    switch address.reach {
    case .open: open
    case .inside: inside
    case .loopback: loopback
    case .forbidden: false
    }
  }
}
