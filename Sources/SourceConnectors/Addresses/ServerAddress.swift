// SPDX-License-Identifier: Apache-2.0
import Glibc
import PlanningCycle
import Transfers

/// A server that may be called, and where its name leads at this moment.
struct ServerAddress {
  let host: String
  let port: Int
  /// At least one; each was looked at.
  let numbers: [String]

  /// Looks the host up, and each address it leads to.
  ///
  /// - Throws: `addressNotPermitted`, `unreachable`, `settingRefused`.
  init(_ host: String, _ port: Int, _ policy: SourcePolicy) throws(SourceFault) {
    if let objection = Self.objection(host, port, policy) { throw objection }
    let name = SourcePolicy.bare(host) ?? host
    let found = Self.lookUp(name, port)
    guard !found.isEmpty else {
      throw SourceFault(.unreachable, BilingualText("找不到主机 \(name)", "there is no host \(name)"))
    }
    let allowed = AddressPolicy(open: true, inside: true, loopback: policy.meansThisMachine(name, port))
    let permitted = found.filter { allowed.permits($0) }
    guard !permitted.isEmpty else {
      throw SourceFault(
        .addressNotPermitted,
        BilingualText("\(name) 指向 \(found[0])，不能作为数据源", "\(name) leads to \(found[0]), which cannot be a source"))
    }
    self.host = name
    self.port = port
    numbers = permitted.prefix(4).map(\.description)
  }

  /// What is wrong with an address before anybody is asked where it leads.
  static func objection(_ host: String, _ port: Int, _ policy: SourcePolicy, isPlain: Bool = false) -> SourceFault? {
    guard let name = SourcePolicy.bare(host), (1...65_535).contains(port) else {
      return SourceFault(.settingRefused, BilingualText("“\(host):\(port)”不是主机和端口", "“\(host):\(port)” is no host and port"))
    }
    if policy.permits(name, port, isPlain: isPlain) { return nil }
    let scheme = isPlain ? "http://" : ""
    return SourceFault(
      .addressNotPermitted,
      BilingualText("允许的数据源中没有 \(scheme)\(name):\(port)", "\(scheme)\(name):\(port) is not among the permitted sources"))
  }

  /// Those of the old kind first: more networks have them.
  private static func lookUp(_ host: String, _ port: Int) -> [NetworkAddress] {
    var wanted = addrinfo()
    wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &wanted, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var (narrow, wide): ([NetworkAddress], [NetworkAddress]) = ([], [])
    var next = list
    while let entry = next?.pointee, let address = entry.ai_addr {
      let raw = UnsafeRawPointer(address)
      switch entry.ai_family {
      case AF_INET: narrow.append(NetworkAddress(bytes: (4..<8).map { raw.load(fromByteOffset: $0, as: UInt8.self) }))
      case AF_INET6: wide.append(NetworkAddress(bytes: (8..<24).map { raw.load(fromByteOffset: $0, as: UInt8.self) }))
      default: break
      }
      next = entry.ai_next
    }
    return narrow + wide
  }
}
