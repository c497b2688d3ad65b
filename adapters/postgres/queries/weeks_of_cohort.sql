-- What went on in a cohort, week by week. Follows the journal, a second behind or so.
SELECT
    week, bookings, cancellations, late_cancellations, reflections, learned, mails, items_opened, items_settled
FROM cohort_week
WHERE cohort_id = $1
ORDER BY week
