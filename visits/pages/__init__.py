"""The pages of field work: visits, outings, hazards, institutions, inspections, the day's list, cadres to tie."""
