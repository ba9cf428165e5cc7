-- 用友 U8：采购入库单（已审核）。rdrecord01 表头，rdrecords01 表体；红字入库的数量为负。
-- Yonyou U8: approved receipts of purchases; returns have negative quantities.
-- watermark: changed_at timestamp, overlap 900
SELECT
  m.cCode AS receipt_number,
  d.irowno AS line_number,
  m.dDate AS received_on,
  m.cOrderCode AS order_number,
  p.ivouchrowno AS order_line,
  m.cVenCode AS supplier,
  d.cInvCode AS item,
  d.iQuantity AS quantity,
  d.iPrice AS amount_excl_tax,
  (SELECT MAX(t.v) FROM (VALUES (m.dnmaketime), (m.dnmodifytime), (m.dnverifytime), (m.dDate)) AS t(v)) AS changed_at
FROM rdrecord01 AS m
JOIN rdrecords01 AS d ON d.ID = m.ID
LEFT JOIN PO_Podetails AS p ON p.ID = d.iPOsID
WHERE m.cHandler IS NOT NULL
