-- 用友 U8：收款单（已审核）。Ap_CloseBill，收付款方向 cFlag = 'AR'、单据类型 48；退款（49）不在其中。
-- Yonyou U8: approved receipts of customers; refunds (type 49) are left out.
-- watermark: changed_at timestamp, overlap 900
SELECT
  m.cVouchID AS receipt_number,
  m.dVouchDate AS received_on,
  m.cDwCode AS customer,
  m.cSSCode AS method,
  m.iAmount AS amount,
  (SELECT MAX(t.v) FROM (VALUES (m.dcreatesystime), (m.dmodifysystime), (m.dverifysystime), (m.dVouchDate)) AS t(v)) AS changed_at
FROM Ap_CloseBill AS m
WHERE m.cFlag = 'AR' AND m.cVouchType = '48' AND m.cCheckMan IS NOT NULL
