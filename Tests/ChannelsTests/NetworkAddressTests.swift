// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Channels

/// Sees: an address inside that passes for one outside. Does not see: what a name leads to (the transfer looks at each socket itself).
@Suite("Which addresses a connection may go to")
struct NetworkAddressTests {
  static let old: [(String, NetworkAddress.Reach)] = [
    ("8.8.8.8", .open), ("110.242.68.66", .open), ("172.15.0.1", .open), ("172.32.0.1", .open), ("100.63.0.1", .open),
    ("10.0.0.1", .inside), ("172.16.0.1", .inside), ("172.31.255.255", .inside), ("192.168.1.1", .inside), ("100.64.0.1", .inside),
    ("127.0.0.1", .loopback), ("127.9.9.9", .loopback), ("0.0.0.0", .forbidden), ("169.254.169.254", .forbidden),
    ("100.100.100.200", .forbidden), ("168.63.129.16", .forbidden), ("224.0.0.1", .forbidden), ("255.255.255.255", .forbidden),
    ("198.18.0.1", .forbidden), ("192.0.2.1", .forbidden), ("203.0.113.9", .forbidden),
  ]

  @Test("addresses of four bytes", arguments: old)
  func four(text: String, reach: NetworkAddress.Reach) {
    let bytes = text.split(separator: ".").compactMap { UInt8($0) }
    #expect(NetworkAddress(bytes: bytes).reach == reach)
    // The same inside an address of sixteen bytes leads to the same place.
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + bytes
    #expect(NetworkAddress(bytes: mapped).reach == reach)
    let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8) + bytes
    #expect(NetworkAddress(bytes: translated).reach == reach)
    #expect(NetworkAddress(bytes: [0x20, 0x02] + bytes + [UInt8](repeating: 0, count: 10)).reach == reach)
  }

  @Test("addresses of sixteen bytes")
  func sixteen() {
    func reach(_ head: [UInt8], _ last: UInt8 = 1) -> NetworkAddress.Reach {
      NetworkAddress(bytes: head + [UInt8](repeating: 0, count: 15 - head.count) + [last]).reach
    }
    #expect(reach([]) == .loopback && reach([], 0) == .forbidden && reach([], 2) == .forbidden)
    #expect(reach([0xFC]) == .inside && reach([0xFD, 0x12]) == .inside && reach([0xFE, 0x80]) == .forbidden)
    #expect(reach([0xFF, 0x02]) == .forbidden && reach([0x20, 0x01, 0x0D, 0xB8]) == .forbidden && reach([0x20, 0x01]) == .forbidden)
    #expect(reach([0x24, 0x08, 0x40]) == .open)
    #expect(NetworkAddress(bytes: []).reach == .forbidden)
  }

  @Test("what is forbidden is so under every policy")
  func policy() {
    let all = AddressPolicy(open: true, inside: true, loopback: true)
    #expect(!all.permits(NetworkAddress(bytes: [169, 254, 169, 254])) && all.permits(NetworkAddress(bytes: [10, 0, 0, 1])))
    #expect(!AddressPolicy().permits(NetworkAddress(bytes: [10, 0, 0, 1])))
  }
}
