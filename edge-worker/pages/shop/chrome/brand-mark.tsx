/** Two curved rows before a stage light. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M7 21.5a13 13 0 0 1 18 0" />
      <path d="M9.5 14.5a9.5 9.5 0 0 1 13 0" class="brand-mark-back" />
      <circle cx="16" cy="8.4" r="1.9" />
    </svg>
  );
}
